/* The process under test: writes what it was started with as JSON, then waits.
 *
 * Usage: probe FILE [ARGUMENT...] writes FILE.PID.json, all texts in hexadecimal,
 * so that any byte is recorded as it is. The last name appears only when the
 * file is complete. Under a name that ends in `once` it does not wait. */
#define _GNU_SOURCE
#include <grp.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

extern char **environ;

static void text(FILE *out, const char *bytes) {
    fputc('"', out);
    for (; *bytes; bytes++)
        fprintf(out, "%02x", (unsigned char)*bytes);
    fputc('"', out);
}

static void list(FILE *out, const char *name, char **items) {
    fprintf(out, "\"%s\": [", name);
    for (char **item = items; *item; item++) {
        if (item != items)
            fputs(", ", out);
        text(out, *item);
    }
    fputs("], ", out);
}

static void groups(FILE *out) {
    gid_t ids[256];
    int count = getgroups(256, ids);
    fputs("\"groups\": [", out);
    for (int i = 0; i < count; i++)
        fprintf(out, "%s%u", i ? ", " : "", (unsigned)ids[i]);
    fputs("], ", out);
}

int main(int argc, char **argv) {
    char partial[PATH_MAX], complete[PATH_MAX], cwd[PATH_MAX];
    mode_t mask = umask(022);
    if (argc < 2)
        return 2;
    snprintf(partial, sizeof partial, "%s.%d.partial", argv[1], getpid());
    snprintf(complete, sizeof complete, "%s.%d.json", argv[1], getpid());
    FILE *out = fopen(partial, "w");
    if (!out)
        return 3;
    fputs("{", out);
    list(out, "argv", argv);
    list(out, "env", environ);
    groups(out);
    fputs("\"cwd\": ", out);
    text(out, getcwd(cwd, sizeof cwd) ? cwd : "");
    fprintf(out, ", \"uid\": %u, \"gid\": %u, \"umask\": %u, \"pid\": %d}\n",
            (unsigned)geteuid(), (unsigned)getegid(), (unsigned)mask, getpid());
    if (fclose(out) != 0 || rename(partial, complete) != 0)
        return 4;
    size_t length = strlen(argv[0]);
    if (length >= 4 && strcmp(argv[0] + length - 4, "once") == 0)
        return 0;
    /* A bound, should nobody end it. */
    alarm(900);
    for (;;)
        pause();
}
