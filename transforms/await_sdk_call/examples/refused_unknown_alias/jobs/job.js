import { save } from '@/lib/store';

export const job = (id) => save({ id });
