// @flow weak
/* global AWS */
const aws = require('aws-sdk') // v2
const sns = new aws.SNS(/* default region */)

/**
 * Tells the team.
 * @param {object} event what happened
 */
exports.handler = function /* main */ (event, context, /* cb */ callback /* error first */) {
  // check first
  if (!event.what) return callback(/* string! */ 'nothing happened') // 400
  const Message = event.what // plain text

  sns.publish({ TopicArn: 'arn:aws:sns:us-east-1:000000000000:team', Message }, /* then */ (err, data) => {
    if (err) { // not told
      // the team does not know
      return callback(err) // let it fail
    } /* told */
    callback(null, /* the id */ data.MessageId) // done
    // the end
  })
  // nothing more to do here
}
