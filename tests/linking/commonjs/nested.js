module.exports = { nested: { deep() { return this.other(); }, async other() {} } };
