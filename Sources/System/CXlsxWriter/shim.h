#if !__has_include(<xlsxwriter.h>)
#error "claimpipe needs libxlsxwriter's headers: apt-get install libxlsxwriter-dev"
#else
#include <xlsxwriter.h>
#endif
