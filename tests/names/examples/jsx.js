// Tags that begin with a capital, and what stands before a dot, are names; attributes and other tags are not.
import React, { useState as state } from 'react';
import * as UI from './ui';
const div = 1, Title = () => <h1 className={div}>Title {div}</h1>;
export default function App({ children, ...props }) {
  const [key, setKey] = state(null);
  const onClick = (event) => setKey(event.target.key);
  return (
    <>
      <Title key={key} onClick={onClick} {...props} />
      <UI.List.Item title="key"><Unknown>{children}</Unknown></UI.List.Item>
      <this.tag xlink:href="a" a-b={<div div>{/* key */}</div>} />
      <props.tag></props.tag>
      <svg:path />
      <my-element key={key}></my-element>
    </>
  );
}
