export const create = async (event, context) => event.body;

export async function update(event) {
  return event.body;
}

const remove = (event, context, callback) => callback(null, event);

export { remove as handler };

export default async function (event) {
  return event.Records;
}
