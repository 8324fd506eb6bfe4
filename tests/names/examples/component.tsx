import { FC, type ReactNode } from 'react';
interface Props<T> { item: T; children?: ReactNode }
const List = <T,>({ item, children }: Props<T>): JSX.Element => <ul data-item={item}>{children}</ul>;
export const Page: FC<Props<string>> = (props) => <List<string> item={props.item as string}><Page.Inner {...props} /></List>;
function title(Tag = 'h1' as const) { return <Tag title="é😀">{title()}</Tag>; }
