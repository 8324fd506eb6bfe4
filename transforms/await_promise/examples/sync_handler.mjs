// Nobody answers here: Lambda waits until nothing is left to do, today.
export const handler = (event) => {
  fetch(event.url).then((response) => console.log(response.status));
};
