#include "CLibrariesOnUse.h"
#include "on_use.h"

#include <libxml/parser.h>
#include <libxml/xmlerror.h>

/* The one whose headers these are: structures differ between them. */
#if LIBXML_VERSION >= 21400
#define LIBRARY "libxml2.so.16"
#else
#define LIBRARY "libxml2.so.2"
#endif

const char *claimpipe_libxml2_absence(void) { return absence_on_use(LIBRARY); }

ON_USE(void, xmlInitParser, (void), ())
ON_USE(void, xmlSetGenericErrorFunc, (void *context, xmlGenericErrorFunc handler), (context, handler))
ON_USE(
    xmlParserCtxtPtr, xmlCreatePushParserCtxt,
    (xmlSAXHandlerPtr handlers, void *data, const char *chunk, int size, const char *name),
    (handlers, data, chunk, size, name))
ON_USE(int, xmlCtxtUseOptions, (xmlParserCtxtPtr parser, int options), (parser, options))
ON_USE(
    int, xmlParseChunk, (xmlParserCtxtPtr parser, const char *chunk, int size, int is_last),
    (parser, chunk, size, is_last))
ON_USE(void, xmlFreeParserCtxt, (xmlParserCtxtPtr parser), (parser))
