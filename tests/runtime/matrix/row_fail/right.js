'use strict';

exports.handler = async (event) => {
  const age = Number(event.age);
  if (Number.isNaN(age)) {
    throw new TypeError('age is no number');
  } else if (age < 0) {
    throw 'negative age';
  } else if (age > 150) {
    throw { age };
  } else if (age === 0) {
    throw 0;
  } else {
    return { adult: age >= 18 };
  }
};
