# SPDX-License-Identifier: Apache-2.0
import os
import unittest
import urllib.request


class Health(unittest.TestCase):
    def test_service_answers(self):
        base = os.environ.get("BASE_URL")
        if not base:
            self.skipTest("BASE_URL is not set")
        with urllib.request.urlopen(f"{base}/healthz", timeout=5) as answer:
            self.assertEqual(answer.status, 200)


if __name__ == "__main__":
    unittest.main()
