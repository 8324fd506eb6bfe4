export const log = (id) => console.log('mail', id ? 'sent' : 'lost')
