#!/usr/bin/env node
import { a } from './a.mjs';
const b = await a(b);
export { b };
