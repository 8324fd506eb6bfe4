import { make } from '@acme/functions';

export const hourly = async (input) => input;
export const made = make({ retries: 3 });
