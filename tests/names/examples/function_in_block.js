// In sloppy code a function of a block is also a variable of the function around: both of these are called below.
if (process.env.STAGE) {
  function save(item) { return item; }
} else {
  function save(item) { return null; }
}
save(1);

function joins_the_function_of_that_name() {
  function send() {}
  {
    function send() {}
    send();
  }
  send();
}

function joins_the_variable_of_that_name() {
  var send;
  {
    function send() {}
  }
  send();
}

function leaves_the_parameter_alone(send) {
  {
    function send() {}
    send();
  }
  send();
}

function leaves_the_parameter_pattern_alone({ send }, [load] = []) {
  {
    function send() {}
    function load() {}
    send(load);
  }
  send(load);
}

const send = null;
const load = null;
function stops_at_a_let() {
  {
    let send = 1;
    {
      function send() {}
      send();
    }
    send();
  }
  send();
}

function stops_at_a_let_further_down() {
  {
    {
      function send() {}
      send();
    }
    send();
    let send = 1;
  }
  send();
}

function stops_at_the_head_of_a_loop() {
  for (let send of [1]) {
    function send() {}
    send();
  }
  for (const load = 1; ; ) {
    {
      function load() {}
      load();
    }
    load();
  }
  send(load);
}

function of_blocks_in_blocks() {
  {
    function load() {}
    {
      function load() {}
      load();
    }
    load();
  }
  load();
}

function of_a_switch(kind) {
  switch (kind) {
    case 1:
      function load() {}
    case 2:
      function send() {}
      send(load);
  }
  send(load);
}

function of_a_condition(kind) {
  if (kind) function load() {}
  else function load() {}
  load();
}

function is_no_generator_and_not_async() {
  {
    function* load() {}
    async function send() {}
    send(load);
  }
  send(load);
}

function in_catch_clauses() {
  try {
  } catch (load) {
    {
      function load() {}
      load();
    }
    load();
  }
  load();
  try {
  } catch ({ send }) {
    {
      function send() {}
      send();
    }
    send();
  }
  send();
}

(function load() {
  {
    function load() {}
    load();
  }
  load();
})();

function of_arrow_functions() {
  const run = () => {
    {
      function load() {}
    }
    load();
  };
  load(run);
}

function with_a_label() {
  {
    here: function load() {}
  }
  load();
}

function twice_in_a_block() {
  {
    function load() {}
    function load() {}
    load();
  }
  load();
}
