import type { Request } from 'express';
import { Handler } from './own';

export const click = async (event: MouseEvent) => event.button;
export const handler = async (request: Request) => request.body;
export const dispatch = async (event: CustomEvent<string>) => event.detail;
export const save: Handler = async (item) => item;
