//! What is known of the packages that connect to databases: how a connection is
//! made, closed and opened again. Knows packages, no code.

use super::{Origin, Step};

/// A kind of connection that a package makes.
#[derive(Debug)]
pub struct Client {
    /// The package whose version counts.
    pub package: &'static str,
    /// Where such a connection comes from, as [`Origin`] shows it. A package that
    /// is itself the connection stands here without a call.
    pub made_by: &'static [&'static str],
    /// Methods that close it and give a promise of that.
    pub closes: &'static [&'static str],
    /// Methods that close it, and nothing tells when that is over.
    pub closes_unseen: &'static [&'static str],
    /// Methods that open it again.
    pub opens: &'static [&'static str],
    /// What opens it again at the top of a function.
    pub reopen: Reopen,
    /// The two right ways where it cannot be opened again.
    pub instead: &'static str,
}

/// How a closed connection is opened again.
#[derive(Debug, Clone, Copy)]
pub enum Reopen {
    /// By these lines. `$it` is the connection, `$arguments` what it was opened with.
    By {
        /// The lines, without effect where it is open.
        lines: &'static str,
        /// The oldest version in which they work.
        since: Option<(u64, u64, u64)>,
        /// Whether a project that states no version has that one.
        by_default: bool,
        /// Whether they may run while it is being opened.
        while_opening: bool,
    },
    /// By its next use.
    Itself,
    /// Not at all.
    Never,
    /// Not at all, because it was made by the constructor of very old versions.
    OldConstructor,
}

/// Every kind that is known. Measured with the versions that README.md of the
/// transforms name.
pub static CLIENTS: &[Client] = &[
    Client {
        package: "knex",
        made_by: &["knex()", "knex.knex()", "knex.Knex()"],
        closes: &["destroy"],
        closes_unseen: &[],
        opens: &["initialize"],
        reopen: Reopen::By {
            lines: "if (!$it.client.pool) $it.initialize();",
            since: Some((0, 15, 1)),
            by_default: true,
            while_opening: true,
        },
        instead: "create the knex in the handler and destroy it in a `finally`, or do not destroy it and let its pool \
                  shrink to `min: 0`",
    },
    Client {
        package: "knex",
        made_by: &["knex.initialize()"],
        closes: &["destroy"],
        closes_unseen: &[],
        opens: &[],
        reopen: Reopen::OldConstructor,
        instead: "update knex, create it by `knex(config)`, and run leakfix again",
    },
    Client {
        package: "redis",
        made_by: &[
            "redis.createClient()",
            "redis.createClient().duplicate()",
            "@redis/client.createClient()",
        ],
        closes: &["quit", "close", "disconnect"],
        closes_unseen: &["end", "destroy"],
        opens: &["connect"],
        reopen: Reopen::By {
            lines: "if (!$it.isOpen) await $it.connect();",
            since: Some((4, 0, 0)),
            by_default: false,
            while_opening: true,
        },
        instead: "create the client in the handler and wait for its `quit` in a `finally`, or do not close it",
    },
    Client {
        package: "ioredis",
        made_by: &[
            "ioredis()",
            "ioredis().duplicate()",
            "ioredis.Redis()",
            "ioredis.Redis().duplicate()",
            "ioredis.Cluster()",
        ],
        closes: &["quit"],
        closes_unseen: &["disconnect"],
        opens: &["connect"],
        reopen: Reopen::By {
            lines: "if ($it.status === 'end') await $it.connect();",
            since: Some((4, 0, 0)),
            by_default: true,
            while_opening: true,
        },
        instead: "close it by `await redis.quit()`, or do not close it",
    },
    Client {
        package: "mongodb",
        made_by: &["mongodb.MongoClient()"],
        closes: &["close"],
        closes_unseen: &[],
        opens: &["connect"],
        reopen: Reopen::By {
            lines: "await $it.connect();",
            since: Some((4, 0, 0)),
            by_default: false,
            while_opening: false,
        },
        instead: "create the client in the handler and await its `close()` in a `finally`, or do not close it",
    },
    Client {
        package: "mongoose",
        made_by: &["mongoose.createConnection()"],
        closes: &["close", "destroy"],
        closes_unseen: &[],
        opens: &["openUri"],
        reopen: Reopen::By {
            lines: "await $it.openUri($arguments);",
            since: None,
            by_default: true,
            while_opening: true,
        },
        instead: "create the connection in the handler and await its `close()` in a `finally`, or do not close it",
    },
    Client {
        package: "mongoose",
        made_by: &["mongoose", "mongoose.connection"],
        closes: &["disconnect", "close"],
        closes_unseen: &[],
        opens: &["connect", "openUri"],
        reopen: Reopen::By {
            lines: "await $it.connect($arguments);",
            since: None,
            by_default: true,
            while_opening: true,
        },
        instead: "await `mongoose.connect(uri)` at the top of the handler, or do not disconnect",
    },
    Client {
        package: "typeorm",
        made_by: &["typeorm.DataSource()"],
        closes: &["destroy", "close"],
        closes_unseen: &[],
        opens: &["initialize", "connect"],
        reopen: Reopen::By {
            lines: "if (!$it.isInitialized) await $it.initialize();",
            since: None,
            by_default: true,
            while_opening: false,
        },
        instead: "create the data source in the handler and await its `destroy()` in a `finally`, or do not destroy it",
    },
    Client {
        package: "typeorm",
        made_by: &["typeorm.Connection()", "typeorm.getConnectionManager().create()"],
        closes: &["close"],
        closes_unseen: &[],
        opens: &["connect"],
        reopen: Reopen::By {
            lines: "if (!$it.isConnected) await $it.connect();",
            since: None,
            by_default: true,
            while_opening: false,
        },
        instead: "create the connection in the handler and await its `close()` in a `finally`, or do not close it",
    },
    Client {
        package: "sequelize",
        made_by: &["sequelize()", "sequelize.Sequelize()"],
        closes: &["close"],
        closes_unseen: &[],
        opens: &["connectionManager.initPools"],
        reopen: Reopen::By {
            lines: "if ($it.connectionManager.hasOwnProperty('getConnection')) {\n  \
                    $it.connectionManager.initPools();\n  \
                    delete $it.connectionManager.getConnection;\n}",
            since: Some((6, 0, 0)),
            by_default: false,
            while_opening: true,
        },
        instead: "create the Sequelize in the handler and await its `close()` in a `finally`, or do not close it",
    },
    Client {
        package: "pg",
        made_by: &["pg.Pool()", "pg.Client()", "pg-pool()"],
        closes: &["end"],
        closes_unseen: &[],
        opens: &[],
        reopen: Reopen::Never,
        instead: "create it in the handler and await its `end()` in a `finally`, or do not end it: one pool is kept \
                  for each environment",
    },
    Client {
        package: "mysql2",
        made_by: &["mysql2/promise.createPool()"],
        closes: &["end"],
        closes_unseen: &["destroy"],
        opens: &[],
        reopen: Reopen::Never,
        instead: "create it in the handler and await its `end()` in a `finally`, or do not end it: one pool is kept \
                  for each environment",
    },
    Client {
        package: "mysql2",
        made_by: &["mysql2.createPool()", "mysql2.createConnection()"],
        closes: &[],
        closes_unseen: &["end", "destroy"],
        opens: &[],
        reopen: Reopen::Never,
        instead: "create it in the handler and wait for the callback of its `end` in a `finally`, or do not end it",
    },
    Client {
        package: "mysql",
        made_by: &["mysql.createPool()", "mysql.createConnection()"],
        closes: &[],
        closes_unseen: &["end", "destroy"],
        opens: &[],
        reopen: Reopen::Never,
        instead: "create it in the handler and wait for the callback of its `end` in a `finally`, or do not end it",
    },
    Client {
        package: "@prisma/client",
        made_by: &["@prisma/client.PrismaClient()"],
        closes: &["$disconnect"],
        closes_unseen: &[],
        opens: &["$connect"],
        reopen: Reopen::Itself,
        instead: "await `$disconnect()`, or leave it out",
    },
];

/// The package of a specifier whose version decides what can be done.
pub fn versioned_package(specifier: &str) -> Option<&'static str> {
    let package = |client: &'static Client| {
        let mut roots = client.made_by.iter().map(|it| root(it));
        roots.any(|it| it == specifier).then_some(client.package)
    };
    CLIENTS.iter().find_map(package)
}

/// `mysql2/promise` in `mysql2/promise.createPool()`.
fn root(origin: &'static str) -> &'static str {
    let end = origin.find(['.', '(']).unwrap_or(origin.len());
    &origin[..end]
}

impl Client {
    /// Whether such a connection is what an origin says.
    pub fn is_made_by(&self, origin: &Origin) -> bool {
        let shown = origin.to_string();
        !origin.is_global && self.made_by.contains(&shown.as_str())
    }

    /// The methods that close it.
    pub fn closings(&self) -> impl Iterator<Item = &'static str> {
        self.closes.iter().chain(self.closes_unseen).copied()
    }

    /// Whether the package is itself the connection.
    pub fn is_package(&self) -> bool {
        self.made_by.first().is_some_and(|it| !it.contains('('))
    }
}

/// The kind of connection that a value is, or comes from, and whether it is one.
pub(super) fn client_of(origin: &Origin) -> Option<(&'static Client, bool)> {
    // What comes out of a promise is an answer: rows, not what was asked.
    if origin.is_global || origin.steps.contains(&Step::Await) {
        return None;
    }
    if let Some(client) = CLIENTS.iter().find(|it| it.is_made_by(origin)) {
        return Some((client, true));
    }
    // `createClient().on('error', log)` is the client again.
    if let [steps @ .., Step::Member(on), Step::Call] = origin.steps.as_slice()
        && matches!(on.as_str(), "on" | "once")
    {
        let object = Origin {
            steps: steps.to_vec(),
            ..origin.clone()
        };
        return client_of(&object);
    }
    let shown = origin.to_string();
    let comes_from = |made: &&&str| shown.strip_prefix(**made).is_some_and(|it| it.starts_with(['.', '(']));
    let derived = CLIENTS.iter().filter_map(|client| {
        let longest = client.made_by.iter().filter(comes_from).map(|it| it.len()).max()?;
        Some((longest, client))
    });
    derived
        .max_by_key(|(length, _)| *length)
        .map(|(_, client)| (client, false))
}
