const consume = async (records) => records.length;
export default consume;
