/* What Glibc's module hides: calls that need _GNU_SOURCE, and malloc's settings. */
#ifndef CLAIMPIPE_LINUX_H
#define CLAIMPIPE_LINUX_H
#include <malloc.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Begins to write a file's pages to disk and does not wait, so that a later fsync has less to do. */
static inline void claimpipe_begin_writeback(int descriptor, long long offset, long long count) {
  const unsigned int write_only = 2; /* SYNC_FILE_RANGE_WRITE */
  (void)syscall(SYS_sync_file_range, descriptor, offset, count, write_only);
}

/* Copies up to count bytes from where both descriptors stand, without a way through memory; -1 where
   the file systems can't. */
static inline long long claimpipe_copy_range(int from, int to, unsigned long long count) {
  return syscall(SYS_copy_file_range, from, (void *)0, to, (void *)0, count, 0);
}

/* Keeps freed memory for the next buffer: giving it back and taking it again costs a page fault
   every 4 KiB. */
static inline void claimpipe_keep_freed_memory(void) {
  (void)mallopt(M_MMAP_THRESHOLD, 64 << 20);
  (void)mallopt(M_TRIM_THRESHOLD, 512 << 20);
  (void)mallopt(M_TOP_PAD, 16 << 20);
  (void)mallopt(M_ARENA_MAX, 2);
}

/* A pipe whose ends no program that is started inherits; -1 where there is none left. */
static inline int claimpipe_pipe(int ends[2]) {
  return (int)syscall(SYS_pipe2, ends, 02000000 /* O_CLOEXEC */);
}

/* Declared under _GNU_SOURCE only. */
extern int posix_spawn_file_actions_addchdir_np(posix_spawn_file_actions_t *, const char *);
extern int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *, int);

/* A program that is started begins in this folder, and without our descriptors from this number. */
static inline void claimpipe_start_in(posix_spawn_file_actions_t *actions, const char *folder) {
  (void)posix_spawn_file_actions_addchdir_np(actions, folder);
}
static inline void claimpipe_start_without(posix_spawn_file_actions_t *actions, int first) {
  (void)posix_spawn_file_actions_addclosefrom_np(actions, first);
}

/* Limits another process; -1 where that can't be. */
static inline int claimpipe_limit(int process, int resource, unsigned long long most) {
  const unsigned long long limit[2] = {most, most};
  return (int)syscall(SYS_prlimit64, process, resource, limit, (void *)0);
}
static inline int claimpipe_limit_memory(int process, unsigned long long bytes) {
  return claimpipe_limit(process, RLIMIT_AS, bytes);
}
static inline int claimpipe_limit_core(int process) {
  return claimpipe_limit(process, RLIMIT_CORE, 0);
}
#endif
