// SPDX-License-Identifier: Apache-2.0
import type { NextFunction, Request, Response } from 'express';

// Sensitive paths are refused unless the caller says why.
export function requireReason(paths: string[]) {
  return (request: Request, response: Response, next: NextFunction) => {
    if (!paths.includes(request.path)) return next();
    if (!request.header('x-reason')) {
      return response.status(400).json({ error: 'reason_required' });
    }
    return next();
  };
}
