//! The tables of a ledger.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use rusqlite::config::DbConfig;
use rusqlite::{
    CachedStatement, Connection, Error as SqliteError, ErrorCode, OpenFlags, OptionalExtension,
    Row, named_params,
};

use crate::bulk::ledger::file::{Files, beside, open_private, sync_folder};
use crate::bulk::ledger::ledger_error;
use crate::bulk::ledger::record::{
    Begun, End, Entry, LedgerRow, LedgerState, from_millis, to_millis,
};
use crate::error::{Error, ErrorKind, Result};

/// Version of the schema. A program does not open a ledger of a later one.
const SCHEMA: i64 = 1;
/// Marks a `SQLite` file as a ledger: "sgal".
const APPLICATION: i64 = 0x7367_616c;
/// Wait for a program that reads the ledger during the run.
const BUSY: Duration = Duration::from_secs(5);

const TABLES: &str = "
    CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
    CREATE TABLE jobs (
        id INTEGER PRIMARY KEY,
        key TEXT NOT NULL UNIQUE,
        operation TEXT NOT NULL,
        account TEXT,
        target TEXT,
        fingerprint BLOB,
        state TEXT NOT NULL CHECK (state IN ('begun', 'applied', 'rejected', 'not_sent', 'unknown')),
        kind TEXT,
        status INTEGER,
        request_id TEXT,
        message TEXT,
        begun_ms INTEGER,
        until_ms INTEGER,
        ended_ms INTEGER,
        run INTEGER NOT NULL,
        execution INTEGER NOT NULL
    );
";

pub(super) const COLUMNS: &str = "id, key, operation, account, target, fingerprint, state, kind, \
     status, request_id, message, begun_ms, until_ms, ended_ms, run";

/// Another job of this run keeps its record, unless nothing was sent for it.
const IS_OURS: &str = "jobs.run <> excluded.run OR jobs.execution = excluded.execution
     OR jobs.state = 'not_sent'";

/// The connection of a run.
#[derive(Debug)]
pub(super) struct Store {
    connection: Connection,
    files: Files,
    run: i64,
    begin: String,
    end: String,
}

impl Store {
    /// Opens a ledger, or creates it; whether it is new.
    pub(super) fn open(path: &Path, description: Option<&str>) -> Result<(Self, bool)> {
        let cannot =
            |error: std::io::Error| ledger_error(path, format_args!("cannot be opened: {error}"));
        let is_new = !path.try_exists().map_err(cannot)?;
        if is_new {
            create(path)?;
        }
        let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        let problem = |error| sqlite_error(path, "opened", &error);
        let mode = "PRAGMA journal_mode = WAL";
        let mode: String = connection.query_row(mode, [], |row| row.get(0)).map_err(problem)?;
        if mode != "wal" {
            let problem =
                "cannot be opened: its file system does not support the write-ahead log of SQLite";
            return Err(ledger_error(path, problem));
        }
        connection
            .execute_batch("PRAGMA synchronous = FULL; PRAGMA fullfsync = ON;")
            .map_err(problem)?;
        let run = begin_run(&connection, description).map_err(problem)?;
        let files = Files::new(path).map_err(cannot)?;
        Ok((
            Self { connection, files, run, begin: begin_statement(), end: end_statement() },
            is_new,
        ))
    }

    pub(super) fn find(&self, key: &str) -> rusqlite::Result<Option<LedgerRow>> {
        let mut find = self
            .connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM jobs WHERE key = :key"))?;
        let row = find.query_row(named_params! { ":key": key }, read_row).optional()?;
        let run = self.run;
        Ok(row.map(|row| LedgerRow { is_of_this_run: row.run == run, ..row }))
    }

    pub(super) fn begin(
        &self,
        entry: &Entry,
        attempt: Duration,
        now: SystemTime,
    ) -> rusqlite::Result<Begun> {
        let until = now.checked_add(attempt).unwrap_or(now);
        let recorded = self.statement(&self.begin)?.execute(named_params! {
            ":key": entry.key,
            ":operation": entry.operation,
            ":account": entry.account,
            ":target": entry.target,
            ":fingerprint": entry.fingerprint,
            ":begun": to_millis(now),
            ":until": to_millis(until),
            ":run": self.run,
            ":execution": entry.execution,
        })?;
        Ok(if recorded == 0 { Begun::Duplicate } else { Begun::Recorded })
    }

    pub(super) fn end(&self, entry: &Entry, end: &End, now: SystemTime) -> rusqlite::Result<()> {
        let parameters = named_params! {
            ":state": end.state.as_str(),
            ":kind": end.kind,
            ":status": end.status,
            ":request_id": end.request_id,
            ":message": end.message,
            ":ended": to_millis(now),
            ":key": entry.key,
            ":run": self.run,
            ":execution": entry.execution,
        };
        // The common case: the job was begun.
        let update = "UPDATE jobs SET state = :state, kind = :kind, status = :status, \
             request_id = :request_id, message = :message, ended_ms = :ended \
             WHERE key = :key AND run = :run AND execution = :execution";
        if self.statement(update)?.execute(parameters)? > 0 {
            return Ok(());
        }
        let parameters = named_params! {
            ":key": entry.key,
            ":operation": entry.operation,
            ":account": entry.account,
            ":target": entry.target,
            ":fingerprint": entry.fingerprint,
            ":state": end.state.as_str(),
            ":kind": end.kind,
            ":status": end.status,
            ":request_id": end.request_id,
            ":message": end.message,
            ":ended": to_millis(now),
            ":run": self.run,
            ":execution": entry.execution,
        };
        self.statement(&self.end)?.execute(parameters).map(drop)
    }

    pub(super) fn withdraw(&self, entry: &Entry, now: SystemTime) -> rusqlite::Result<()> {
        let parameters = named_params! {
            ":key": entry.key,
            ":ended": to_millis(now),
            ":run": self.run,
            ":execution": entry.execution,
        };
        let statement = "UPDATE jobs SET state = 'not_sent', ended_ms = :ended WHERE key = :key \
             AND state = 'begun' AND run = :run AND execution = :execution";
        self.statement(statement)?.execute(parameters).map(drop)
    }

    pub(super) fn begin_transaction(&self) -> rusqlite::Result<()> {
        self.statement("BEGIN IMMEDIATE")?.execute([]).map(drop)
    }

    pub(super) fn commit(&self) -> rusqlite::Result<()> {
        self.statement("COMMIT")?.execute([]).map(drop)
    }

    /// Does nothing without a transaction: `SQLite` rolls it back by itself after some errors.
    pub(super) fn roll_back(&self) {
        if !self.connection.is_autocommit() {
            let _ = self.connection.execute_batch("ROLLBACK");
        }
    }

    /// Checks that what was written is where another run finds it. What is left of a damaged ledger stays as
    /// it is.
    pub(super) fn check(&mut self) -> Result<(), &'static str> {
        self.files.check().inspect_err(|_| {
            let unwritten = DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE;
            let _ = self.connection.set_db_config(unwritten, true);
        })
    }

    fn statement(&self, statement: &str) -> rusqlite::Result<CachedStatement<'_>> {
        self.connection.prepare_cached(statement)
    }
}

fn begin_statement() -> String {
    format!(
        "INSERT INTO jobs (key, operation, account, target, fingerprint, state, begun_ms, until_ms, \
             run, execution) \
         VALUES (:key, :operation, :account, :target, :fingerprint, 'begun', :begun, :until, :run, \
             :execution) \
         ON CONFLICT (key) DO UPDATE SET operation = excluded.operation, \
             account = excluded.account, target = excluded.target, \
             fingerprint = excluded.fingerprint, state = 'begun', kind = NULL, status = NULL, \
             request_id = NULL, message = NULL, begun_ms = excluded.begun_ms, \
             until_ms = excluded.until_ms, ended_ms = NULL, run = excluded.run, \
             execution = excluded.execution \
         WHERE {IS_OURS}"
    )
}

fn end_statement() -> String {
    format!(
        "INSERT INTO jobs (key, operation, account, target, fingerprint, state, kind, status, \
             request_id, message, ended_ms, run, execution) \
         VALUES (:key, :operation, :account, :target, :fingerprint, :state, :kind, :status, \
             :request_id, :message, :ended, :run, :execution) \
         ON CONFLICT (key) DO UPDATE SET operation = excluded.operation, \
             account = excluded.account, target = excluded.target, \
             fingerprint = excluded.fingerprint, state = excluded.state, kind = excluded.kind, \
             status = excluded.status, request_id = excluded.request_id, \
             message = excluded.message, ended_ms = excluded.ended_ms, run = excluded.run, \
             execution = excluded.execution \
         WHERE {IS_OURS}"
    )
}

/// Creates a ledger. It has its name only when it is complete, so that an empty file is none.
fn create(path: &Path) -> Result<()> {
    let unfinished = beside(path, ".new");
    let build = || -> rusqlite::Result<()> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE;
        let connection = Connection::open_with_flags(&unfinished, flags)?;
        connection.execute_batch(&format!(
            "PRAGMA synchronous = FULL; PRAGMA application_id = {APPLICATION}; BEGIN; {TABLES}
             INSERT INTO meta VALUES ('schema', {SCHEMA}), ('runs', 0); COMMIT;"
        ))?;
        connection.close().map_err(|(_, error)| error)
    };
    let files = || -> std::io::Result<()> {
        // What is left of a ledger that was deleted during a run would be taken for a part of this one.
        for left_over in [&unfinished, &beside(path, "-wal"), &beside(path, "-shm")] {
            match fs::remove_file(left_over) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        open_private(&unfinished).map(drop)
    };
    let cannot =
        |error: std::io::Error| ledger_error(path, format_args!("cannot be created: {error}"));
    files().map_err(cannot)?;
    build().map_err(|error| sqlite_error(path, "created", &error))?;
    fs::rename(&unfinished, path).and_then(|()| sync_folder(path)).map_err(cannot)
}

/// Opens a file and checks that it is a ledger of a known version.
pub(super) fn connect(path: &Path, flags: OpenFlags) -> Result<Connection> {
    let length = fs::metadata(path)
        .map(|metadata| metadata.len())
        .map_err(|error| ledger_error(path, format_args!("cannot be opened: {error}")))?;
    if length == 0 {
        let problem = "is empty: it was truncated, or it is another file; a new ledger needs a path \
                       without a file";
        return Err(ledger_error(path, problem));
    }
    let problem = |error| sqlite_error(path, "opened", &error);
    let connection = Connection::open_with_flags(path, flags).map_err(problem)?;
    connection.busy_timeout(BUSY).map_err(problem)?;
    let application = "PRAGMA application_id";
    let application: i64 =
        connection.query_row(application, [], |row| row.get(0)).map_err(problem)?;
    if application != APPLICATION {
        return Err(ledger_error(path, "is a SQLite file, but not a ledger"));
    }
    let schema = "SELECT value FROM meta WHERE name = 'schema'";
    let schema: i64 = connection.query_row(schema, [], |row| row.get(0)).map_err(problem)?;
    if schema != SCHEMA {
        let version = crate::VERSION;
        return Err(ledger_error(
            path,
            format_args!(
                "has schema {schema}, of a later version: sendgrid-accounts {version} has schema \
                 {SCHEMA}"
            ),
        ));
    }
    Ok(connection)
}

/// The number of this run.
fn begin_run(connection: &Connection, description: Option<&str>) -> rusqlite::Result<i64> {
    connection.execute_batch("BEGIN IMMEDIATE")?;
    connection.execute("UPDATE meta SET value = value + 1 WHERE name = 'runs'", [])?;
    if let Some(description) = description {
        let statement = "INSERT INTO meta VALUES ('description', ?1) \
             ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        connection.execute(statement, [description])?;
    }
    let runs = "SELECT value FROM meta WHERE name = 'runs'";
    let run = connection.query_row(runs, [], |row| row.get(0))?;
    connection.execute_batch("COMMIT")?;
    Ok(run)
}

pub(super) fn read_row(row: &Row<'_>) -> rusqlite::Result<LedgerRow> {
    let state: String = row.get("state")?;
    let kind: Option<String> = row.get("kind")?;
    Ok(LedgerRow {
        key: row.get("key")?,
        operation: row.get("operation")?,
        account: row.get("account")?,
        target: row.get("target")?,
        // The schema allows no other.
        state: LedgerState::ALL
            .iter()
            .copied()
            .find(|known| known.as_str() == state)
            .unwrap_or(LedgerState::Unknown),
        kind: ErrorKind::ALL.iter().copied().find(|known| kind.as_deref() == Some(known.as_str())),
        status: row.get("status")?,
        request_id: row.get("request_id")?,
        message: row.get("message")?,
        begun_at: from_millis(row.get("begun_ms")?),
        ended_at: from_millis(row.get("ended_ms")?),
        fingerprint: row.get("fingerprint")?,
        run: row.get("run")?,
        until: from_millis(row.get("until_ms")?),
        is_of_this_run: false,
    })
}

/// The error of `SQLite`, in the words of a user of the ledger.
pub(super) fn sqlite_error(path: &Path, what: &str, error: &SqliteError) -> Error {
    let code = error.sqlite_error_code();
    let problem = match code {
        Some(ErrorCode::NotADatabase) => "is not a SQLite file".to_owned(),
        Some(ErrorCode::DatabaseCorrupt) => format!("is damaged: {error}"),
        Some(ErrorCode::DiskFull) => format!("cannot be {what}: the disk is full ({error})"),
        _ => format!("cannot be {what}: {error}"),
    };
    ledger_error(path, problem)
}
