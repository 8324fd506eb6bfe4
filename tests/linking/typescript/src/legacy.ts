export = function legacy(): void {};
