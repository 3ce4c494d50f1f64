//! How much of the system is kept from the processes (`systemd.exec(5)`).

use portcullis_guest::bindings::Application;
use portcullis_guest::encode::systemd::word;

/// What an ordinary server does not miss. All of it holds in a user's own
/// service manager too.
const BASIC: &[&str] = &[
    "NoNewPrivileges=true",
    "LockPersonality=true",
    "RestrictRealtime=true",
    "RestrictSUIDSGID=true",
    "RestrictNamespaces=true",
    "RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6 AF_NETLINK",
    "SystemCallArchitectures=native",
];

/// The same, as far as the system's manager alone can do it.
const BASIC_OF_THE_SYSTEM: &[&str] = &[
    "ProtectSystem=full",
    "ProtectClock=true",
    "ProtectControlGroups=true",
    "ProtectHostname=true",
    "ProtectKernelLogs=true",
    "ProtectKernelModules=true",
    "ProtectKernelTunables=true",
];

/// What some servers miss: rare system calls.
const STRICT: &[&str] = &[
    "SystemCallFilter=@system-service",
    "SystemCallFilter=~@privileged @resources",
    "SystemCallErrorNumber=EPERM",
];

/// What some servers miss: privileges, devices, the file system but for the
/// application's own directories.
const STRICT_OF_THE_SYSTEM: &[&str] = &[
    "CapabilityBoundingSet=",
    "DevicePolicy=closed",
    "KeyringMode=private",
    "PrivateDevices=true",
    "PrivateTmp=true",
    "ProcSubset=pid",
    "ProtectHome=read-only",
    "ProtectProc=invisible",
    "ProtectSystem=strict",
    "RemoveIPC=true",
];

/// The lines of a level, `basic` or `strict`; none for any other.
pub(super) fn lines(level: &str, is_system: bool, app: &Application) -> Vec<String> {
    let mut lines = Vec::new();
    let mut add = |these: &[&str]| lines.extend(these.iter().map(|line| (*line).to_owned()));
    if level == "basic" || level == "strict" {
        add(BASIC);
    }
    if is_system && level == "basic" {
        add(BASIC_OF_THE_SYSTEM);
    }
    if level == "strict" {
        add(STRICT);
    }
    if is_system && level == "strict" {
        let of_basic = BASIC_OF_THE_SYSTEM.iter().copied();
        add(&of_basic
            .filter(|line| *line != "ProtectSystem=full")
            .collect::<Vec<_>>());
        add(STRICT_OF_THE_SYSTEM);
        let own = [&app.root, &app.log_dir, &app.run_dir];
        // A hyphen: there need not be such a directory.
        let paths: Vec<_> = own.iter().map(|path| word(&format!("-{path}"))).collect();
        lines.push(format!("ReadWritePaths={}", paths.join(" ")));
    }
    lines
}
