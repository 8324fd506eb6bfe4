const log = require('./log');

exports.visit = (tour) => {
  if (tour.stops > 0) {
    console.log('stop', tour.stops);
    log.note(tour);
  }
};
