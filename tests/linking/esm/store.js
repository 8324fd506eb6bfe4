export default async function save() {}
export function load() {
  return save();
}
export const { type, ...others } = { type: () => 1 };
