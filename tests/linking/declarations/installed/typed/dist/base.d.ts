export declare abstract class Base<T> {
  inherited(): Promise<T>;
}
