export const mail = () => fetch('https://example.com');
