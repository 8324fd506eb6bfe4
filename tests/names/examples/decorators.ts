// Decorators see what is around the class; those of parameters see no parameter.
import { Injectable, Inject, Input } from './decorators';
const key = 'key', Local = class {};
@Injectable({ Service: key, make: () => Service })
export class Service<T> {
  @Input(key) key = key;
  @Input() declare value: T;
  constructor(@Inject(key) private readonly key: string, @Inject(() => Local) local: typeof Local) { read(key, local); }
  @Input(Service) method(@Inject(value) value: T) { return value; }
  @Input(key) get it() { return key; }
}
const Expression = @Injectable class Named { @Input(Named) a; };
