// SPDX-License-Identifier: Apache-2.0
import express from 'express';

const routes = express.Router();
const current = 1;

routes.get('/schema/version', (_request, response) => {
  response.json({ version: current });
});

export default routes;
