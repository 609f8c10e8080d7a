# SPDX-License-Identifier: Apache-2.0
import unittest


class Totals(unittest.TestCase):
    def test_lines_add_up(self):
        lines = [(2, 499), (1, 1250)]
        self.assertEqual(sum(n * cents for n, cents in lines), 2248)


if __name__ == "__main__":
    unittest.main()
