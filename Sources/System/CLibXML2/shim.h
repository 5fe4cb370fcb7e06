#if !__has_include(<libxml/parser.h>)
#error "claimpipe needs libxml2's headers: apt-get install libxml2-dev"
#else
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlschemas.h>

static inline void claimpipe_xml_discard(void *context, const char *message, ...) {
  (void)context;
  (void)message;
}

/* What has no structured handler would go to standard error; it is variadic, so Swift can't. Holds
   for the calling thread. */
static inline void claimpipe_xml_silence(void) {
  xmlSetGenericErrorFunc(NULL, claimpipe_xml_discard);
}
#endif
