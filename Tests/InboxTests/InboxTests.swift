import Inbox
