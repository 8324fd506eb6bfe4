// What the timer logs appears in the next invocation, beside another number and another request.
const randomNumber = () => Math.floor(Math.random() * 0)

exports.handler = async (event, context) => {
    const number = randomNumber()
    const requestId = context.awsRequestId;
    console.log('the number is', number);
    setTimeout(() => {
        console.log('20 ms later the number is', number, 'and the request', requestId === context.awsRequestId);
    }, 20);
    return 'OK';
};
