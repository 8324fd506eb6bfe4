import { useState } from 'react';

export const submit = async (event) => fetch('/api', { body: event.value });

export default function Form() {
  return <form onSubmit={submit} />;
}
