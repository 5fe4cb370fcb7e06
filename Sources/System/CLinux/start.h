/* Starts a program whose limits hold from its first instruction on, which posix_spawn can't: it has no
   way to set them, and afterwards is too late for what the program starts itself. */
#ifndef CLAIMPIPE_START_H
#define CLAIMPIPE_START_H
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stddef.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* Under _DEFAULT_SOURCE only. */
extern int vfork(void);

struct claimpipe_program {
  const char *path;
  char *const *arguments;
  char *const *environment;
  /* NULL stays in ours. */
  const char *folder;
  /* What becomes its standard streams; 3 or more. */
  int input, output, errors;
  /* Bytes of address space. */
  unsigned long long memory;
};

/* In the child, which shares our memory until it is another program: calls of the system only. */
static inline int claimpipe_become(const struct claimpipe_program *program) {
  const struct rlimit memory = {program->memory, program->memory};
  const struct rlimit core = {0, 0};
  struct sigaction usual = {0};
  sigset_t none;
  usual.sa_handler = SIG_DFL;
  for (int number = 1; number < 65; number++) (void)sigaction(number, &usual, NULL);
  /* A group of its own, and a session: whatever it starts can never come back into ours. */
  if (setsid() < 0) return errno;
  if (setrlimit(RLIMIT_AS, &memory) != 0 || setrlimit(RLIMIT_CORE, &core) != 0) return errno;
  if (dup2(program->input, 0) < 0 || dup2(program->output, 1) < 0 || dup2(program->errors, 2) < 0)
    return errno;
  /* All else is close-on-exec, or should be. */
  (void)syscall(436 /* SYS_close_range */, 3U, ~0U, 4U /* CLOSE_RANGE_CLOEXEC */);
  if (program->folder && chdir(program->folder) != 0) return errno;
  sigemptyset(&none);
  (void)sigprocmask(SIG_SETMASK, &none, NULL);
  (void)execve(program->path, program->arguments, program->environment);
  return errno;
}

/* The process, which leads a group of its own; -1 where it can't be started, and why in error. */
static inline int claimpipe_start(const struct claimpipe_program *program, int *error) {
  volatile int failure = 0;
  sigset_t all, before;
  sigfillset(&all);
  /* No handler of ours may run in the child. */
  (void)sigprocmask(SIG_SETMASK, &all, &before);
  const int child = vfork();
  if (child == 0) {
    failure = claimpipe_become(program);
    _exit(127);
  }
  if (child < 0) failure = errno;
  (void)sigprocmask(SIG_SETMASK, &before, NULL);
  if (child > 0 && failure) (void)waitpid(child, NULL, 0);
  *error = failure;
  return failure ? -1 : child;
}
#endif
