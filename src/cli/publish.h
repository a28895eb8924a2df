/* What is published beside the pages: tables as CSV (of each language), JSON and XML, outlines as GeoJSON, a feed of what changed. */
#ifndef CLI_PUBLISH_H
#define CLI_PUBLISH_H
#include "cli/load.h"
#include "write/stage.h"

/* lang: only this language's files, and those of the source; NULL: of all. */
void publish_data(loaded *l, const language *lang, stage *out);
#endif
