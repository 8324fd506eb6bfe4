'use strict';

exports.handler = (event, context) => {
  const age = Number(event.age);
  if (Number.isNaN(age)) {
    context.fail(new TypeError('age is no number'));
  } else if (age < 0) {
    context.fail('negative age');
  } else if (age > 150) {
    context.fail({ age });
  } else if (age === 0) {
    context.fail(0);
  } else {
    context.succeed({ adult: age >= 18 });
  }
};
