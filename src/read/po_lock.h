/* libgettextpo keeps its state in globals: one call at a time. */
#ifndef READ_PO_LOCK_H
#define READ_PO_LOCK_H
void po_lock(void);
void po_unlock(void);
#endif
