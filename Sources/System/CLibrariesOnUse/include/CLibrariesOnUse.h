/* libxml2 and libxlsxwriter, which most runs don't need, and whose start (with ICU and OpenSSL, which
   they bring) would take longer than all else that a start does: the system loads them when the first
   of their functions is called. The functions have their own names, so that callers see no difference;
   where a library can't be loaded, those that make something return NULL. */
#ifndef CLAIMPIPE_LIBRARIES_ON_USE_H
#define CLAIMPIPE_LIBRARIES_ON_USE_H

/* NULL where the library can be loaded, else why not; the text holds until the thread's next call. */
const char *claimpipe_libxml2_absence(void);
const char *claimpipe_libxlsxwriter_absence(void);

#endif
