"""Which system calls change something, and how strace writes them down."""

import re
from dataclasses import dataclass

# Whatever can change a name, a byte, a mode or a lock, or makes changes last.
MUTATING = """
    openat openat2 open creat mkdir mkdirat rename renameat renameat2 unlink unlinkat rmdir
    link linkat symlink symlinkat mknod mknodat chmod fchmod fchmodat fchmodat2 chown fchown
    fchownat lchown truncate ftruncate fallocate write pwrite64 writev pwritev pwritev2
    copy_file_range sendfile splice tee vmsplice fsync fdatasync sync syncfs sync_file_range
    flock utimensat setxattr lsetxattr fsetxattr removexattr lremovexattr fremovexattr
""".split()

FLUSHING = "fsync fdatasync sync syncfs".split()

# What only looks, or concerns the process alone. A call that stands in neither
# list ends the run, since nobody has thought about it.
HARMLESS = """
    access arch_prctl brk capget clock_gettime clock_nanosleep clone clone3 close close_range dup
    dup2 dup3 epoll_create1 epoll_ctl epoll_wait execve exit exit_group faccessat faccessat2
    fadvise64 fcntl fgetxattr fstat fstatfs futex getcwd getdents64 getegid geteuid getgid
    getgroups getpgrp getpid getppid getrandom getrusage gettid getuid getxattr ioctl kill
    lgetxattr listxattr llistxattr lseek lstat madvise membarrier memfd_create mmap mprotect mremap munmap
    nanosleep newfstatat pipe2 poll ppoll prctl pread64 preadv prlimit64 read readlink readlinkat
    readv restart_syscall rseq rt_sigaction rt_sigprocmask rt_sigreturn sched_getaffinity
    sched_yield set_robust_list set_tid_address sigaltstack stat statfs statx sysinfo tgkill
    timer_settime umask uname vfork wait4 waitid
""".split()

# What looks at the output directory, and can fail.
LOOKING = """
    openat openat2 open newfstatat fstat statx read pread64 getdents64 fcntl faccessat2 readlinkat
""".split()

# These change something only if they are asked to.
OPENING = {"openat", "openat2", "open"}
CREATES = re.compile(r"O_(CREAT|TRUNC|TMPFILE)")
# Memory that has a descriptor.
MEMORY = re.compile(r"\d+</memfd:")

LINE = re.compile(r"(\d+) +(.*)")
WHOLE = re.compile(r"(\w+)\((.*)\) += (-?\d+|\?|0x[0-9a-f]+)(.*)", re.DOTALL)
RESUMED = re.compile(r"<\.\.\. \w+ resumed>(.*)", re.DOTALL)
TRIAL = re.compile(r"<[^>]*/trials/\d+/?")
WORD = re.compile(r"[\w.-]+")
UNFINISHED = " <unfinished ...>"


@dataclass(frozen=True)
class Call:
    """One system call of a run."""

    name: str
    text: str
    result: int
    rest: str
    # Its place among the calls of this name in its thread, from 1, as strace counts.
    number: int
    thread: int

    @property
    def changes(self):
        """Whether it can have changed anything."""
        if self.name in OPENING:
            return bool(CREATES.search(self.text))
        return self.name in MUTATING and not MEMORY.match(self.text)

    @property
    def arguments(self):
        """The arguments, as strace writes them."""
        return list(split(self.text))

    @property
    def where(self):
        """The names within the folder of the trial that the arguments have."""
        return set(WORD.findall(TRIAL.sub("<", self.text)))

    def __str__(self):
        text = TRIAL.sub("<", self.text)
        shown = text if len(text) < 150 else f"{text[:150]}…"
        return f"{self.name} number {self.number}, {self.name}({shown})"


def read(text):
    """The calls in what `strace -f` wrote, in the order in which they ended."""
    begun, counts, found = {}, {}, []
    for line in text.splitlines():
        match = LINE.fullmatch(line)
        if not match or match[2].startswith(("+++", "---")):
            continue
        thread, said = int(match[1]), match[2]
        if said.endswith(UNFINISHED):
            begun[thread] = said.removesuffix(UNFINISHED)
            continue
        if resumed := RESUMED.fullmatch(said):
            said = begun.pop(thread) + resumed[1]
        if whole := WHOLE.fullmatch(said):
            name, arguments, result, rest = whole.groups()
            counts[thread, name] = counts.get((thread, name), 0) + 1
            value = number(result) if result != "?" else -1
            found.append(Call(name, arguments, value, rest, counts[thread, name], thread))
    return found


def number(text):
    """A result, which strace writes in octal digits if it is a mask."""
    is_octal = text.startswith("0") and text.isdigit()
    return int(text, 8 if is_octal else 0)


def split(text):
    """The parts of a list of arguments; commas in texts and braces part nothing."""
    part, depth, quoted, escaped = "", 0, False, False
    for letter in text:
        if quoted:
            quoted = escaped or letter != '"'
            escaped = letter == "\\" and not escaped
        elif letter == '"':
            quoted = True
        elif letter in "{[<(":
            depth += 1
        elif letter in "}]>)":
            depth -= 1
        elif letter == "," and depth == 0:
            yield part.strip()
            part = ""
            continue
        part += letter
    if part.strip():
        yield part.strip()


def strangers(calls):
    """The names of calls that nobody has thought about."""
    return sorted({call.name for call in calls} - set(MUTATING) - set(HARMLESS))
