// SPDX-License-Identifier: Apache-2.0
import http from 'k6/http';

export const options = {
  vus: 20,
  duration: '2m',
  thresholds: { http_req_duration: ['p(95)<1200'] },
};

export default function () {
  http.get(`${__ENV.BASE_URL}/orders/1`);
}
