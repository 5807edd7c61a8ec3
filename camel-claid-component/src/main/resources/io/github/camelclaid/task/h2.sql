-- The tables of camel-claid's JdbcTaskStore for H2 2.2 or newer.
-- With another tablePrefix write that one instead of CLAID_. May be run again where it was interrupted.

-- One row per task, and per item of a batch that was submitted: where it stands. Narrow, as each poll writes it twice.
CREATE TABLE IF NOT EXISTS CLAID_TASK (
    TASK_KEY         VARCHAR(400) PRIMARY KEY, -- a longer one is shortened, and whole in CLAID_DOCUMENT
    STAMP            BIGINT       NOT NULL,  -- another one with each change
    ACCOUNT          VARCHAR(200) NOT NULL,
    NAME             VARCHAR(200) NOT NULL,  -- shop in claid:shop
    MODE             VARCHAR(20)  NOT NULL,  -- SUBMITTED or AWAITED
    STATE            VARCHAR(20)  NOT NULL,
    OWNER            VARCHAR(100),           -- who has it in hand, see CLAID_OWNER
    PROGRESS         VARCHAR      NOT NULL,  -- its polls and deliveries so far, as JSON
    -- derived by each write, for the indexes
    BATCH_KEY        VARCHAR(400),
    DUE_AT           TIMESTAMP WITH TIME ZONE,
    DELIVERABLE_AT   TIMESTAMP WITH TIME ZONE,
    PERISHING_SINCE  TIMESTAMP WITH TIME ZONE,
    RETAINED_SINCE   TIMESTAMP WITH TIME ZONE
);

CREATE INDEX IF NOT EXISTS CLAID_TASK_BATCH ON CLAID_TASK (BATCH_KEY);
CREATE INDEX IF NOT EXISTS CLAID_TASK_DUE ON CLAID_TASK (ACCOUNT, NAME, MODE, DUE_AT, TASK_KEY);
CREATE INDEX IF NOT EXISTS CLAID_TASK_DELIVERABLE ON CLAID_TASK (ACCOUNT, NAME, MODE, DELIVERABLE_AT, TASK_KEY);
CREATE INDEX IF NOT EXISTS CLAID_TASK_PERISHING ON CLAID_TASK (ACCOUNT, NAME, MODE, PERISHING_SINCE, TASK_KEY);
CREATE INDEX IF NOT EXISTS CLAID_TASK_RETAINED ON CLAID_TASK (RETAINED_SINCE);
CREATE INDEX IF NOT EXISTS CLAID_TASK_OWNER ON CLAID_TASK (ACCOUNT, OWNER);

-- What is known of a task: changes with its state, not with its polls. Goes with its task.
CREATE TABLE IF NOT EXISTS CLAID_DOCUMENT (
    TASK_KEY         VARCHAR(400) PRIMARY KEY REFERENCES CLAID_TASK ON DELETE CASCADE,
    ACCOUNT          VARCHAR(200) NOT NULL,
    CHARGES          INTEGER      NOT NULL,  -- paid calls so far
    FINGERPRINT      VARCHAR(400) NOT NULL,
    ABOUT            VARCHAR(1000),          -- which picture, for people
    DOCUMENT         CLOB         NOT NULL,  -- everything else, as JSON
    -- derived by each write, for the indexes
    TASK_FAMILY      VARCHAR(20),
    TASK_ID          BIGINT,
    PERISHABLE_SINCE TIMESTAMP WITH TIME ZONE,
    OUTSTANDING      VARCHAR(20)             -- its state, while something is to be done about it
);

CREATE INDEX IF NOT EXISTS CLAID_DOCUMENT_ID ON CLAID_DOCUMENT (ACCOUNT, TASK_FAMILY, TASK_ID);
CREATE INDEX IF NOT EXISTS CLAID_DOCUMENT_PERISHABLE ON CLAID_DOCUMENT (ACCOUNT, PERISHABLE_SINCE);
CREATE INDEX IF NOT EXISTS CLAID_DOCUMENT_OUTSTANDING ON CLAID_DOCUMENT (ACCOUNT, OUTSTANDING, TASK_KEY);

-- Who lives.
CREATE TABLE IF NOT EXISTS CLAID_OWNER (
    OWNER        VARCHAR(100) PRIMARY KEY,
    BEAT         BIGINT NOT NULL, -- grows while it lives
    LEASE_MILLIS BIGINT NOT NULL  -- how long it may be silent
);

-- Whose tasks are kept here, and where they are.
CREATE TABLE IF NOT EXISTS CLAID_ACCOUNT (
    ACCOUNT  VARCHAR(200) PRIMARY KEY,
    BASE_URL VARCHAR(1000),
    NEXT_REQUEST_AT TIMESTAMP WITH TIME ZONE -- what comes before is taken by one of the nodes
);

-- When calls were paid for, where maxCharges limits them.
CREATE TABLE IF NOT EXISTS CLAID_CHARGE (
    CHARGE_ID  VARCHAR(36) PRIMARY KEY,
    ACCOUNT    VARCHAR(200) NOT NULL,
    CHARGED_AT TIMESTAMP WITH TIME ZONE NOT NULL
);

CREATE INDEX IF NOT EXISTS CLAID_CHARGE_AT ON CLAID_CHARGE (ACCOUNT, CHARGED_AT);

-- How long edits take, as learned so far.
CREATE TABLE IF NOT EXISTS CLAID_DURATION (
    ACCOUNT VARCHAR(200) NOT NULL,
    KIND    VARCHAR(400) NOT NULL, -- the name, shop in claid:shop, and what is done to a picture
    WEIGHTS VARCHAR(4000) NOT NULL,
    PRIMARY KEY (ACCOUNT, KIND)
);

-- Comes last: where it has a row all of the above is there.
CREATE TABLE IF NOT EXISTS CLAID_SCHEMA (
    VERSION INTEGER PRIMARY KEY
);

INSERT INTO CLAID_SCHEMA (VERSION) SELECT 1 WHERE NOT EXISTS (SELECT 1 FROM CLAID_SCHEMA);
