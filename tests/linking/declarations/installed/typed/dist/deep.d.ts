export declare function dig(): Promise<void>;
