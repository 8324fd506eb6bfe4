import AWS from 'aws-sdk';

const ssm = new AWS.SSM();

const parameterOf = (event, context, callback) => {
  const Name = `/${event.stage}/url`;
  ssm.getParameter({ Name }, (err, data) => {
    if (err) {
      callback(`no ${Name}`);
    } else {
      callback(null, data.Parameter.Value);
    }
  });
};

export { parameterOf as handler };
