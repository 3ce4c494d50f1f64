//! What systemd cannot carry.

use portcullis_guest::bindings::{Application, ExportError, Process};
use portcullis_guest::encode::systemd::is_noncharacter;
use portcullis_guest::{Export, rejected};

use super::group::Group;
use crate::carry;

/// The longest name of a unit, in bytes (`UNIT_NAME_MAX`, less the final NUL).
const LONGEST_UNIT_NAME: usize = 255;

/// The longest line of a unit file that systemd reads, in bytes
/// (`LONG_LINE_MAX`).
const LONGEST_LINE: usize = 1_048_576;

/// The targets that systemd comes with (`systemd.special(7)`). An application of
/// that name would replace one of them, and `default` the whole boot.
const TARGETS: &[&str] = &[
    "basic",
    "blockdev",
    "bluetooth",
    "boot-complete",
    "cryptsetup",
    "cryptsetup-pre",
    "ctrl-alt-del",
    "dbus",
    "default",
    "emergency",
    "exit",
    "factory-reset",
    "factory-reset-now",
    "final",
    "first-boot-complete",
    "getty",
    "getty-pre",
    "graphical",
    "graphical-session",
    "graphical-session-pre",
    "halt",
    "hibernate",
    "hybrid-sleep",
    "initrd",
    "initrd-fs",
    "initrd-root-device",
    "initrd-root-fs",
    "initrd-switch-root",
    "initrd-usr-fs",
    "integritysetup",
    "integritysetup-pre",
    "kexec",
    "local-fs",
    "local-fs-pre",
    "machines",
    "multi-user",
    "network",
    "network-online",
    "network-pre",
    "nss-lookup",
    "nss-user-lookup",
    "paths",
    "poweroff",
    "printer",
    "reboot",
    "remote-cryptsetup",
    "remote-fs",
    "remote-fs-pre",
    "remote-integritysetup",
    "remote-veritysetup",
    "rescue",
    "rpcbind",
    "runlevel0",
    "runlevel1",
    "runlevel2",
    "runlevel3",
    "runlevel4",
    "runlevel5",
    "runlevel6",
    "shutdown",
    "sigpwr",
    "sleep",
    "slices",
    "smartcard",
    "sockets",
    "soft-reboot",
    "sound",
    "ssh-access",
    "sshd-keygen",
    "storage-target-mode",
    "suspend",
    "suspend-then-hibernate",
    "swap",
    "sysinit",
    "system-update",
    "system-update-pre",
    "time-set",
    "time-sync",
    "timers",
    "tpm2",
    "umount",
    "usb-gadget",
    "user-sessions",
    "veritysetup",
    "veritysetup-pre",
    "xdg-desktop-autostart",
];

/// Refuses names, and texts that systemd takes for broken.
pub(super) fn application(app: &Application) -> Result<(), ExportError> {
    carry::check(app)?;
    if TARGETS.contains(&app.name.as_str()) {
        let name = &app.name;
        return Err(rejected(format!(
            "systemd cannot carry the application name `{name}`: `{name}.target` is its own"
        )));
    }
    text("the application root", &app.root)?;
    text("the shell", &app.shell)?;
    text("the user", &app.user)?;
    for variable in &app.env {
        text(
            &format!("the variable `{}`", variable.name),
            &variable.value,
        )?;
    }
    Ok(())
}

/// Refuses units whose names are too long, and targets that want too many.
pub(super) fn units(groups: &[Group<'_>]) -> Result<(), ExportError> {
    for group in groups {
        let mut line = "Wants=".len();
        for unit in &group.units {
            service(unit.process, &unit.name)?;
            line += unit.name.len() + ".service ".len();
        }
        if line > LONGEST_LINE {
            return Err(rejected(format!(
                "the target of the process type `{}` would want {} services in a line of {line} \
                 bytes, and systemd reads at most {LONGEST_LINE}",
                group.process_type,
                group.units.len()
            )));
        }
    }
    Ok(())
}

/// Refuses directories that a list of paths cannot carry.
pub(super) fn hardened(export: &Export) -> Result<(), ExportError> {
    if export.settings().text("hardening") != Some("strict") {
        return Ok(());
    }
    let app = export.application();
    for path in [&app.root, &app.log_dir, &app.run_dir] {
        if path.contains(|c: char| c.is_control()) {
            return Err(rejected(format!(
                "systemd cannot carry the directory {path:?} in `ReadWritePaths=`, which the \
                 setting `hardening` needs: it contains a control character"
            )));
        }
    }
    Ok(())
}

fn service(process: &Process, name: &str) -> Result<(), ExportError> {
    let bytes = name.len() + ".service".len();
    if bytes <= LONGEST_UNIT_NAME {
        return Ok(());
    }
    Err(rejected(format!(
        "the unit of {} would have a name of {bytes} bytes, and systemd takes at most \
         {LONGEST_UNIT_NAME}: `{name}.service`",
        process.name
    )))
}

fn text(what: &str, text: &str) -> Result<(), ExportError> {
    match text.chars().find(|c| is_noncharacter(*c)) {
        None => Ok(()),
        Some(c) => Err(rejected(format!(
            "systemd cannot carry {what}: it contains the noncharacter {}",
            c.escape_unicode()
        ))),
    }
}
