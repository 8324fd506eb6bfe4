export const onClick = async (event) => {
  event.preventDefault();
};

export async function handleEvent(event) {
  document.title = event.detail.title;
}
