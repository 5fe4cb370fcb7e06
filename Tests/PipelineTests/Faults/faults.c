/* Preloaded into claimpipe by LedgerKillTests: counts the system calls that change files, and ends the
   process or fails the call at one of them.

     FAULT_AT      the number of the call, from 1; without it calls are only counted
     FAULT         kill: dies before the call; torn: dies when half of it is written; else the errno that
                   the call fails with, as a number
     FAULT_REPEAT  1: every later call fails too
     FAULT_COUNT   a file that gets the number of calls, and their names, at the end
*/
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static long calls, at;
static int number, repeats, is_kill, is_torn, is_ready;
static FILE *count;

static void prepare(void) {
  if (is_ready) return;
  is_ready = 1;
  const char *text = getenv("FAULT_AT");
  at = text ? atol(text) : 0;
  text = getenv("FAULT");
  is_kill = text && !strcmp(text, "kill");
  is_torn = text && !strcmp(text, "torn");
  number = text ? atoi(text) : 0;
  repeats = getenv("FAULT_REPEAT") != 0;
  text = getenv("FAULT_COUNT");
  if (text) count = fopen(text, "w");
}

enum step { GO, FAIL, TEAR };

static enum step next(const char *name, const char *what) {
  pthread_mutex_lock(&lock);
  prepare();
  long call = ++calls;
  if (count) {
    fprintf(count, "%ld %s %s\n", call, name, what ? what : "");
    fflush(count);
  }
  enum step step = GO;
  if (at && (call == at || (repeats && call > at))) {
    if (is_kill) kill(getpid(), SIGKILL);
    step = is_torn ? TEAR : FAIL;
  }
  pthread_mutex_unlock(&lock);
  return step;
}

#define REAL(type, name, ...) \
  static type (*real)(__VA_ARGS__); \
  if (!real) real = (type(*)(__VA_ARGS__))dlsym(RTLD_NEXT, #name)

#define CALL(name, what, ...) \
  switch (next(#name, what)) { \
  case GO: return real(__VA_ARGS__); \
  case TEAR: kill(getpid(), SIGKILL); \
  case FAIL: break; \
  } \
  errno = number; \
  return -1

#define WRITE(name, what, half, ...) \
  switch (next(#name, what)) { \
  case GO: return real(__VA_ARGS__); \
  case TEAR: half; kill(getpid(), SIGKILL); \
  case FAIL: break; \
  } \
  errno = number; \
  return -1

/* What is written to standard output and error changes no file. */
#define IS_STREAM(fd) ((fd) <= 2)

ssize_t write(int fd, const void *bytes, size_t size) {
  REAL(ssize_t, write, int, const void *, size_t);
  if (IS_STREAM(fd)) return real(fd, bytes, size);
  WRITE(write, 0, real(fd, bytes, size / 2), fd, bytes, size);
}

ssize_t pwrite(int fd, const void *bytes, size_t size, off_t offset) {
  REAL(ssize_t, pwrite, int, const void *, size_t, off_t);
  WRITE(pwrite, 0, real(fd, bytes, size / 2, offset), fd, bytes, size, offset);
}

ssize_t pwrite64(int fd, const void *bytes, size_t size, off64_t offset) {
  REAL(ssize_t, pwrite64, int, const void *, size_t, off64_t);
  WRITE(pwrite64, 0, real(fd, bytes, size / 2, offset), fd, bytes, size, offset);
}

int fsync(int fd) { REAL(int, fsync, int); CALL(fsync, 0, fd); }
int fdatasync(int fd) { REAL(int, fdatasync, int); CALL(fdatasync, 0, fd); }
int ftruncate(int fd, off_t size) { REAL(int, ftruncate, int, off_t); CALL(ftruncate, 0, fd, size); }
int ftruncate64(int fd, off64_t size) {
  REAL(int, ftruncate64, int, off64_t);
  CALL(ftruncate64, 0, fd, size);
}
int rename(const char *from, const char *to) {
  REAL(int, rename, const char *, const char *);
  CALL(rename, to, from, to);
}
int unlink(const char *path) { REAL(int, unlink, const char *); CALL(unlink, path, path); }
int mkdir(const char *path, mode_t mode) {
  REAL(int, mkdir, const char *, mode_t);
  CALL(mkdir, path, path, mode);
}
int flock(int fd, int operation) { REAL(int, flock, int, int); CALL(flock, 0, fd, operation); }

/* Opening changes files only where it may make them. */
static mode_t mode_of(int flags, va_list rest) {
  return flags & O_CREAT ? (mode_t)va_arg(rest, int) : 0;
}
int open(const char *path, int flags, ...) {
  REAL(int, open, const char *, int, ...);
  va_list rest;
  va_start(rest, flags);
  mode_t mode = mode_of(flags, rest);
  va_end(rest);
  if (!(flags & O_CREAT)) return real(path, flags, mode);
  CALL(open, path, path, flags, mode);
}
int open64(const char *path, int flags, ...) {
  REAL(int, open64, const char *, int, ...);
  va_list rest;
  va_start(rest, flags);
  mode_t mode = mode_of(flags, rest);
  va_end(rest);
  if (!(flags & O_CREAT)) return real(path, flags, mode);
  CALL(open64, path, path, flags, mode);
}
