declare function whole(id: string): Promise<string>;
declare namespace whole {
  function get(id: string): Promise<string>;
  class Made {
    send(): Promise<void>;
  }
}
export = whole;
