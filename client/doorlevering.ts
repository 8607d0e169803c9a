// Generated from docs/openapi.json by `npm run openapi`: what the API takes and answers, for openapi-fetch.

export interface paths {
    "/schools/{schoolId}/monitorings": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Code of a school’s location (vestigingscode). */
                schoolId: components["parameters"]["schoolId"];
            };
            cookie?: never;
        };
        /**
         * List a school’s school years
         * @description School years with a delivery window, results or a consent, newest first.
         */
        get: operations["listMonitorings"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/schools/{schoolId}/monitorings/{schoolYear}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Code of a school’s location (vestigingscode). */
                schoolId: components["parameters"]["schoolId"];
                /** @description A school year (schooljaar): the second year is the first plus one. */
                schoolYear: components["parameters"]["schoolYear"];
            };
            cookie?: never;
        };
        /**
         * Read where a school stands in a school year
         * @description Every well-formed school year has a state, if an empty one.
         */
        get: operations["getMonitoring"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/schools/{schoolId}/monitorings/{schoolYear}/results/{questionnaire}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Code of a school’s location (vestigingscode). */
                schoolId: components["parameters"]["schoolId"];
                /** @description A school year (schooljaar): the second year is the first plus one. */
                schoolYear: components["parameters"]["schoolYear"];
                /** @description The questionnaire (vragenlijst). */
                questionnaire: components["parameters"]["questionnaire"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Take back results that were imported by mistake
         * @description What follows is as with newer results: the digest of a consent in force changes, and the board is mailed. An import that began earlier and ends later does not bring them back.
         */
        delete: operations["takeBackResults"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/schools/{schoolId}/monitorings/{schoolYear}/consent": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Code of a school’s location (vestigingscode). */
                schoolId: components["parameters"]["schoolId"];
                /** @description A school year (schooljaar): the second year is the first plus one. */
                schoolYear: components["parameters"]["schoolYear"];
            };
            cookie?: never;
        };
        /**
         * Read the consent
         * @description In force or withdrawn, with the version a save starts from.
         */
        get: operations["getConsent"];
        /**
         * Give or change consent
         * @description Send `If-None-Match: *` to give consent, or `If-Match` with the ETag you read to change it, or to give it again after a withdrawal. The board’s administrators get one mail for each save. A request that is repeated by the same person, because its answer was lost, gets the same answer again and saves nothing twice.
         */
        put: operations["saveConsent"];
        post?: never;
        /**
         * Withdraw consent
         * @description After a withdrawal nothing is delivered. The board’s administrators get one mail for each save. A request that is repeated by the same person, because its answer was lost, gets the same answer again and saves nothing twice.
         */
        delete: operations["withdrawConsent"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/schools/{schoolId}/monitorings/{schoolYear}/events": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Code of a school’s location (vestigingscode). */
                schoolId: components["parameters"]["schoolId"];
                /** @description A school year (schooljaar): the second year is the first plus one. */
                schoolYear: components["parameters"]["schoolYear"];
            };
            cookie?: never;
        };
        /**
         * List who did what and when
         * @description Oldest first. Empty before the first consent.
         */
        get: operations["listEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/schools/{schoolId}/monitorings/{schoolYear}/delivery": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Code of a school’s location (vestigingscode). */
                schoolId: components["parameters"]["schoolId"];
                /** @description A school year (schooljaar): the second year is the first plus one. */
                schoolYear: components["parameters"]["schoolYear"];
            };
            cookie?: never;
        };
        /**
         * Read the delivery
         * @description There is one from the consent on, and none after a withdrawal.
         */
        get: operations["getDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/schools/{schoolId}/monitorings/{schoolYear}/delivery/payload": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Code of a school’s location (vestigingscode). */
                schoolId: components["parameters"]["schoolId"];
                /** @description A school year (schooljaar): the second year is the first plus one. */
                schoolYear: components["parameters"]["schoolYear"];
            };
            cookie?: never;
        };
        /**
         * Read what was delivered
         * @description The exact bytes that the inspectorate received.
         */
        get: operations["getDeliveryPayload"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/schools/{schoolId}/monitorings/{schoolYear}/reports/{level}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Code of a school’s location (vestigingscode). */
                schoolId: components["parameters"]["schoolId"];
                /** @description A school year (schooljaar): the second year is the first plus one. */
                schoolYear: components["parameters"]["schoolYear"];
                /** @description The school as a whole, or each of its education types (doorleverniveau). */
                level: components["parameters"]["level"];
            };
            cookie?: never;
        };
        /**
         * Read the report that would be delivered
         * @description What is previewed is what is delivered: the digest is the same until newer results arrive. By a digest, in JSON only, also the report that a consent promised before them. Groups of fewer than 5 respondents are absent.
         */
        get: operations["getReport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/boards/{boardId}/administrators": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of a competent authority (bevoegd gezag). A string: it may begin with 0. */
                boardId: components["parameters"]["boardId"];
            };
            cookie?: never;
        };
        /**
         * Read a board’s administrators
         * @description Who is mailed about the consents of its schools; none before the first are set.
         */
        get: operations["getAdministrators"];
        /**
         * Replace a board’s administrators
         * @description All of them at once. A board that has one always keeps one. Those on the new list are mailed what changed, and those who are off it that they are.
         */
        put: operations["replaceAdministrators"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/boards/{boardId}/monitorings": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of a competent authority (bevoegd gezag). A string: it may begin with 0. */
                boardId: components["parameters"]["boardId"];
            };
            cookie?: never;
        };
        /**
         * Read where each school of a board stands
         * @description All schools the board has now, by school id.
         */
        get: operations["getOverview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/schools": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List schools
         * @description Those in reach, by name: of a school’s people their own, of a board’s those it has now, all for operators. A hundred to a page. With `schoolYear` each also has its status, level and delivery date, but for one whose state cannot be read at the moment.
         */
        get: operations["listSchools"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/openapi.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read this document
         * @description Needs no token, and may be read by pages of any site.
         */
        get: operations["getOpenApi"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/school-years": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List school years
         * @description Those with a delivery window, newest first.
         */
        get: operations["listSchoolYears"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/school-years/{schoolYear}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A school year (schooljaar): the second year is the first plus one. */
                schoolYear: components["parameters"]["schoolYear"];
            };
            cookie?: never;
        };
        /**
         * Read the delivery windows of a school year
         * @description Every well-formed school year has a calendar, if an empty one.
         */
        get: operations["getSchoolYear"];
        /**
         * Replace the delivery windows of a school year
         * @description Consents already given keep their date. Windows may overlap; one of one day is a fixed date.
         */
        put: operations["replaceSchoolYear"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for the place to upload a file
         * @description The work starts by itself once the file is uploaded.
         */
        post: operations["createImport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/imports/{importId}": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Names one import. */
                importId: components["parameters"]["importId"];
            };
            cookie?: never;
        };
        /**
         * Read how far an import is
         * @description And, of a file that was rejected, everything that is wrong with it.
         */
        get: operations["getImport"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List deliveries
         * @description By school year, newest first, then by board and school; a hundred to a page.
         */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/deliveries/{deliveryId}/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description School, school year and version of the consent. It follows that version until 00:00 of the date, and is the same over all attempts. */
                deliveryId: components["parameters"]["deliveryId"];
            };
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Try a failed delivery again
         * @description The same delivery, with the same id and the same bytes.
         */
        post: operations["retryDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * See whether the service keeps up
         * @description When it last looked for what was missed, and what waits.
         */
        get: operations["getHealth"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description Who is mailed about the consents of a board’s schools. */
        Administrators: {
            items: {
                /** @description As it stands in mails. */
                name: string;
                /**
                 * Format: email
                 * @description Where mails about consents are sent.
                 */
                email: string;
            }[];
            /** @description Whether mails are sent 14 and 3 days before the last window closes. */
            reminders: boolean;
        };
        /** @description How an anonymous survey was held. A `notAnonymousReason` of null counts as absent. */
        AnonymousConduct: {
            /** @description Whether a representative group was surveyed. */
            representative: boolean;
            /** @description Which group, and why. Of whole characters (no lone surrogates), with a visible one; counted after trimming. */
            surveyedGroup: string;
            /**
             * @description Whether pupils answered anonymously.
             * @constant
             */
            anonymous: true;
        };
        /** @description Number of a competent authority (bevoegd gezag). A string: it may begin with 0. */
        BoardId: string;
        /** @description The delivery windows of a school year. */
        Calendar: {
            deliveryWindows: components["schemas"]["DeliveryWindow"][];
        };
        /** @description A school year with its delivery windows. */
        CalendarYear: {
            schoolYear: components["schemas"]["SchoolYear"];
            deliveryWindows: components["schemas"]["DeliveryWindow"][];
        };
        Change: {
            /** @description Dotted path of the field. */
            field: string;
            /** @description Null where there was nothing. */
            from: string | boolean | null;
            /** @description Null where there is nothing any more. */
            to: string | boolean | null;
        };
        /** @description How the survey was held (afname). */
        Conduct: {
            /** @description Whether a representative group was surveyed. */
            representative: boolean;
            /** @description Which group, and why. Of whole characters (no lone surrogates), with a visible one; counted after trimming. */
            surveyedGroup: string;
            /** @description Whether pupils answered anonymously. */
            anonymous: boolean;
            /** @description Why pupils did not answer anonymously; absent where they did. Of whole characters (no lone surrogates), with a visible one; counted after trimming. */
            notAnonymousReason?: string;
        };
        /** @description A consent (toestemming) in force, or withdrawn. */
        Consent: {
            schoolId: components["schemas"]["SchoolId"];
            schoolYear: components["schemas"]["SchoolYear"];
            boardId: components["schemas"]["BoardId"];
            /** @constant */
            boardApproval: true;
            /** @constant */
            boardNotification: true;
            level: components["schemas"]["Level"];
            /**
             * Format: date
             * @description When the report is delivered (doorleverdatum). A day in Europe/Amsterdam.
             */
            deliveryDate: string;
            conduct: components["schemas"]["Conduct"];
            /** @enum {string} */
            status: "given" | "withdrawn";
            /**
             * Format: int32
             * @description Counts from 1, one up with every event.
             */
            version: number;
            givenBy: components["schemas"]["Person"];
            /**
             * Format: date-time
             * @description When it was given. In UTC.
             */
            givenAt: string;
            changedBy: components["schemas"]["Person"] | null;
            /**
             * Format: date-time
             * @description When it was last changed. In UTC.
             */
            changedAt: string | null;
            withdrawnBy: components["schemas"]["Person"] | null;
            /**
             * Format: date-time
             * @description When it was withdrawn. In UTC.
             */
            withdrawnAt: string | null;
            /** @description Whether a save could be accepted now, calendar and results aside. */
            editable: boolean;
            /**
             * Format: date-time
             * @description From this moment on it cannot be changed. In UTC.
             */
            editableUntil: string;
            /** @description SHA-256 of the report in force; null where results no longer allow the level. */
            reportDigest: string | null;
            /** @description The sentence to show: who saved last and when, and what that means, in Dutch. */
            statement: string;
            notification: components["schemas"]["Notification"];
        };
        /** @description What a school agrees to. */
        ConsentTerms: {
            /**
             * @description The board approves.
             * @constant
             */
            boardApproval: true;
            /**
             * @description The board’s administrators may be mailed.
             * @constant
             */
            boardNotification: true;
            /**
             * @description What is delivered: the school as a whole, or each education type.
             * @enum {string}
             */
            level: "school" | "education-type";
            /**
             * Format: date
             * @description After today in Europe/Amsterdam, and in a delivery window of the school year.
             */
            deliveryDate: string;
            conduct: components["schemas"]["AnonymousConduct"] | components["schemas"]["NotAnonymousConduct"];
        };
        /** @description The delivery of a report (levering), planned from the consent on. */
        Delivery: {
            deliveryId: components["schemas"]["DeliveryId"];
            status: components["schemas"]["DeliveryStatus"];
            /**
             * Format: date-time
             * @description When it starts: each school has its own minute. In UTC.
             */
            plannedAt: string;
            /**
             * Format: date-time
             * @description When the inspectorate received it. In UTC.
             */
            deliveredAt: string | null;
            /** @description The inspectorate’s own number. */
            receiptId: string | null;
            /** @description SHA-256 of the report; null where results do not allow the level. */
            reportDigest: string | null;
            /**
             * Format: int32
             * @description How often it was sent.
             */
            attempts: number;
        };
        /** @description School, school year and version of the consent. It follows that version until 00:00 of the date, and is the same over all attempts. */
        DeliveryId: string;
        /** @description One delivery, of whatever school. */
        DeliveryItem: {
            deliveryId: components["schemas"]["DeliveryId"];
            status: components["schemas"]["DeliveryStatus"];
            /**
             * Format: date-time
             * @description When it starts: each school has its own minute. In UTC.
             */
            plannedAt: string;
            /**
             * Format: date-time
             * @description When the inspectorate received it. In UTC.
             */
            deliveredAt: string | null;
            /** @description The inspectorate’s own number. */
            receiptId: string | null;
            /** @description SHA-256 of the report; null where results do not allow the level. */
            reportDigest: string | null;
            /**
             * Format: int32
             * @description How often it was sent.
             */
            attempts: number;
            schoolId: components["schemas"]["SchoolId"];
            /** @description The school’s name. */
            schoolName: string;
            schoolYear: components["schemas"]["SchoolYear"];
            /**
             * Format: date
             * @description The date agreed to. A day in Europe/Amsterdam.
             */
            deliveryDate: string;
        };
        DeliveryPage: {
            items: components["schemas"]["DeliveryItem"][];
            /** @description Where this page ends; null where there is no next one. */
            nextCursor: string | null;
        };
        /** @enum {string} */
        DeliveryStatus: "planned" | "in-progress" | "delivered" | "nothing-to-deliver" | "failed";
        /** @description Days from which schools choose their delivery date. */
        DeliveryWindow: {
            /**
             * Format: date
             * @description First day. A day in Europe/Amsterdam.
             */
            fromDate: string;
            /**
             * Format: date
             * @description Last day, included. A day in Europe/Amsterdam.
             */
            untilDate: string;
            /**
             * @description For every school, or to catch up: for schools that have not delivered yet.
             * @enum {string}
             */
            eligibility: "all" | "not-delivered";
        };
        /**
         * @description Education type (onderwijssoort), for VO with the vmbo’s learning paths.
         * @enum {string}
         */
        EducationType: "PRO" | "BRUG" | "VMBO" | "VMBO-B" | "VMBO-K" | "VMBO-GT" | "HAVO" | "VWO" | "ES" | "IB" | "BO" | "SBO" | "SO" | "VSO";
        /** @description One thing that happened to a consent or its delivery. */
        Event: {
            /**
             * Format: int32
             * @description Counts from 1, one up with every event.
             */
            version: number;
            /** @enum {string} */
            type: "given" | "changed" | "withdrawn" | "results-changed" | "delivery-started" | "nothing-to-deliver" | "delivered" | "delivery-failed" | "delivery-retried";
            /**
             * Format: date-time
             * @description When it happened. In UTC.
             */
            at: string;
            /** @description Null where the service itself did it. */
            by: components["schemas"]["Person"] | null;
            changes: components["schemas"]["Change"][];
        };
        /** @description What the gateway says by itself, without `API-Version`. */
        GatewayAnswer: {
            /** @description In English. */
            message: string;
        };
        /** @description Whether the service keeps up. */
        Health: {
            /**
             * Format: date-time
             * @description The last sweep, which comes every five minutes. In UTC.
             */
            lastSweptAt: string | null;
            /**
             * Format: int32
             * @description Events and announcements whose mail, plan or start of delivery is still to be done though its time has come, of each counted up to 1,000.
             */
            openEffects: number;
            /**
             * Format: int32
             * @description Deliveries under way, counted up to 1,000.
             */
            openDeliveries: number;
            /**
             * Format: int32
             * @description Events and announcements that cannot be read and wait for an operator, counted up to 1,000.
             */
            setAside: number;
            /**
             * Format: int32
             * @description Since the first event or announcement whose mail was not sent; 0 where none waits.
             */
            mailSeconds: number;
            /**
             * Format: int32
             * @description Since the planned moment of the first delivery that has not ended, or its new start; 0 where none waits.
             */
            deliverySeconds: number;
            /** @description False where the table was restored and the ledger is not replayed into it. */
            caughtUp: boolean;
        };
        /** @description How far an import is, and what is wrong with its file. */
        Import: {
            importId: components["schemas"]["ImportId"];
            kind: components["schemas"]["ImportKind"];
            /**
             * @description A file is applied as a whole or rejected as a whole. Also rejected, with one fault of the file: `not-uploaded` from `expiresAt` on where no file came, `given-up` where its processing broke off for good, within two hours.
             * @enum {string}
             */
            status: "awaiting-upload" | "processing" | "applied" | "rejected";
            /**
             * Format: int32
             * @description Data rows that were read, but for rows of blank cells.
             */
            rows: number;
            /**
             * Format: int32
             * @description Different schools the file speaks of.
             */
            schools: number;
            /**
             * Format: int32
             * @description All faults.
             */
            errorCount: number;
            /** @description At most a hundred: of each code and column the first, and others in the order of the file. */
            errors: components["schemas"]["ImportFault"][];
        };
        /** @description One thing wrong with a file. */
        ImportFault: {
            /**
             * Format: int32
             * @description The header is line 1; null for the file as a whole.
             */
            line: number | null;
            /** @description The header’s name; null for a whole line or file. */
            column: string | null;
            /** @enum {string} */
            code: "not-uploaded" | "given-up" | "wrong-encoding" | "unbalanced-quotes" | "wrong-header" | "wrong-cell-count" | "no-rows" | "too-large" | "required" | "invalid-format" | "out-of-range" | "unknown-school" | "unknown-board" | "unknown-questionnaire" | "mixed-questionnaires" | "unknown-education-type" | "duplicate-row" | "too-many" | "text-too-long" | "control-characters" | "results-closed";
            /** @description What was expected, in Dutch. Of what was found, at most one character. */
            detail: string;
        };
        /** @description Names one import. */
        ImportId: string;
        /**
         * @description What a file holds.
         * @enum {string}
         */
        ImportKind: "schools" | "administrators" | "pupils" | "respondents";
        /**
         * @description The school as a whole, or each of its education types (doorleverniveau).
         * @enum {string}
         */
        Level: "school" | "education-type";
        /** @description What would be delivered at one level. */
        LevelState: {
            level: components["schemas"]["Level"];
            /** @description Whether these results can be delivered at this level. */
            allowed: boolean;
            /** @description Null where not allowed or without results. */
            digest: string | null;
            /** @description Groups of 1 to 4 respondents. For the school’s eyes only: never delivered. */
            withheld: components["schemas"]["WithheldGroup"][];
        };
        /** @description Where one school stands in one school year. */
        Monitoring: {
            schoolId: components["schemas"]["SchoolId"];
            /** @description The school’s name. */
            schoolName: string;
            boardId: components["schemas"]["BoardId"];
            /** @description The board’s name. */
            boardName: string;
            schoolYear: components["schemas"]["SchoolYear"];
            status: components["schemas"]["MonitoringStatus"];
            /** @description By questionnaire; empty without results. */
            results: components["schemas"]["Results"][];
            /** @description What a save would be refused for today, before the form is filled in. Empty where the consent is locked, in delivery or delivered. */
            obstacles: ("no-survey-results" | "no-board-administrator" | "no-delivery-window")[];
            /** @description Both levels, always. */
            levels: components["schemas"]["LevelState"][];
            /** @description Those this school can choose from today; none once delivered. */
            deliveryWindows: components["schemas"]["OfferedWindow"][];
            consent: components["schemas"]["Consent"] | null;
            delivery: components["schemas"]["Delivery"] | null;
        };
        /**
         * @description Where a school stands in a school year.
         * @enum {string}
         */
        MonitoringStatus: "no-results" | "awaiting-consent" | "consent-given" | "consent-withdrawn" | "in-delivery" | "delivered" | "nothing-to-deliver" | "delivery-failed";
        /** @description All administrators of the board, each address once. White space around an address is not kept; before its `@` there are at most 64 characters. */
        NewAdministrators: {
            items: {
                /** @description As it stands in mails, on one line (no U+2028 or U+2029), of whole characters (no lone surrogates), with a visible one. Kept in NFC with single spaces, and counted so. */
                name: string;
                /**
                 * Format: email
                 * @description Where mails about consents are sent.
                 */
                email: string;
            }[];
            /** @default false */
            reminders: boolean;
        };
        /** @description All delivery windows of the school year. A window does not end before it starts. */
        NewCalendar: {
            deliveryWindows: {
                /**
                 * Format: date
                 * @description First day.
                 */
                fromDate: string;
                /**
                 * Format: date
                 * @description Last day, included.
                 */
                untilDate: string;
                /**
                 * @description `not-delivered`: to catch up, for schools that have not delivered yet.
                 * @enum {string}
                 */
                eligibility: "all" | "not-delivered";
            }[];
        };
        /** @description Which file it will be. */
        NewImport: {
            /**
             * @description What the file holds.
             * @enum {string}
             */
            kind: "schools" | "administrators" | "pupils" | "respondents";
        };
        /** @description How a survey was held that was not anonymous. */
        NotAnonymousConduct: {
            /** @description Whether a representative group was surveyed. */
            representative: boolean;
            /** @description Which group, and why. Of whole characters (no lone surrogates), with a visible one; counted after trimming. */
            surveyedGroup: string;
            /**
             * @description Whether pupils answered anonymously.
             * @constant
             */
            anonymous: false;
            /** @description Why pupils did not answer anonymously; absent where they did. Of whole characters (no lone surrogates), with a visible one; counted after trimming. */
            notAnonymousReason: string;
        };
        /** @description The mail to the board about the last save. */
        Notification: {
            /**
             * @description `bounced`: sent, and came back.
             * @enum {string}
             */
            status: "pending" | "sent" | "failed" | "bounced";
            /**
             * Format: date-time
             * @description When it was sent. In UTC.
             */
            sentAt: string | null;
        };
        /** @description Days a school can choose its delivery date from. */
        OfferedWindow: {
            /**
             * Format: date
             * @description First day. A day in Europe/Amsterdam.
             */
            fromDate: string;
            /**
             * Format: date
             * @description Last day, included. A day in Europe/Amsterdam.
             */
            untilDate: string;
        };
        /** @description As the OpenAPI Specification has it. */
        OpenApiDocument: Record<string, never>;
        /** @description Where one school of a board stands. */
        OverviewItem: {
            schoolId: components["schemas"]["SchoolId"];
            /** @description The school’s name. */
            schoolName: string;
            status: components["schemas"]["MonitoringStatus"];
            /** @description What a save would be refused for today, before the form is filled in. Empty where the consent is locked, in delivery or delivered. */
            obstacles: ("no-survey-results" | "no-board-administrator" | "no-delivery-window")[];
            /** @description What the board should know of a consent in force before its date: newer results changed its report since it was saved (be it back again), or nothing would be delivered of it as things are. Absent where there is nothing. */
            warnings?: ("results-changed" | "delivers-nothing")[];
            /**
             * Format: int32
             * @description That of the consent; null without one.
             */
            version: number | null;
            level: components["schemas"]["Level"] | null;
            /**
             * Format: date
             * @description The date agreed to. A day in Europe/Amsterdam.
             */
            deliveryDate: string | null;
            givenBy: components["schemas"]["Person"] | null;
            /**
             * Format: date-time
             * @description When consent was given. In UTC.
             */
            givenAt: string | null;
            /**
             * Format: date-time
             * @description When the inspectorate received it. In UTC.
             */
            deliveredAt: string | null;
            /** @description The inspectorate’s own number. */
            receiptId: string | null;
        };
        /** @description The bytes the inspectorate received, as RFC 8785 writes them. */
        Payload: {
            /** @constant */
            schemaVersion: "1.0";
            deliveryId: components["schemas"]["DeliveryId"];
            consent: {
                /**
                 * Format: int32
                 * @description Counts from 1, one up with every event.
                 */
                version: number;
                /**
                 * Format: date-time
                 * @description When consent was given. In UTC.
                 */
                givenAt: string;
                level: components["schemas"]["Level"];
                /**
                 * Format: date
                 * @description The date agreed to. A day in Europe/Amsterdam.
                 */
                deliveryDate: string;
            };
            conduct: components["schemas"]["Conduct"];
            report: components["schemas"]["ReportDocument"];
        };
        /** @description Who did it, as others see them. */
        Person: {
            /** @description The name in the token, on one line. */
            name: string;
            /** @enum {string} */
            role: "school" | "board" | "operator";
        };
        /** @description Why a request was refused (RFC 9457). */
        Problem: {
            /**
             * Format: uri
             * @description The code, as a URI.
             */
            type: string;
            /** @description The problem in a few words, in Dutch, to be shown to people. */
            title: string;
            /** Format: int32 */
            status: number;
            /** @description What to do about it, in Dutch, to be shown to people. */
            detail: string;
            /**
             * @description The problem, for programs.
             * @enum {string}
             */
            code: "unauthenticated" | "forbidden" | "not-found" | "report-not-available" | "consent-not-found" | "delivery-not-found" | "method-not-allowed" | "not-acceptable" | "already-delivered" | "consent-locked" | "consent-withdrawn" | "no-survey-results" | "no-board-administrator" | "delivery-not-failed" | "results-closed" | "version-mismatch" | "body-too-large" | "unsupported-media-type" | "version-required" | "invalid-request" | "too-many-requests" | "internal-error" | "temporarily-unavailable";
            /**
             * Format: uri-reference
             * @description The path that was asked for.
             */
            instance: string;
            /** @description With `invalid-request`: everything wrong with it at once. */
            errors?: components["schemas"]["RequestFault"][];
        };
        /**
         * @description The questionnaire (vragenlijst).
         * @enum {string}
         */
        QuestionnaireId: "LTO-VO" | "LTO-PO" | "PROZO";
        /** @description The report that would be delivered. */
        Report: {
            document: components["schemas"]["ReportDocument"];
            /** @description SHA-256 over the RFC 8785 bytes of the document. */
            digest: string;
            /** @description Groups of 1 to 4 respondents. For the school’s eyes only: never delivered. */
            withheld: components["schemas"]["WithheldGroup"][];
        };
        /** @description What is delivered as the report, byte for byte as RFC 8785 writes it. */
        ReportDocument: {
            schoolId: components["schemas"]["SchoolId"];
            /** @description The school’s name. */
            schoolName: string;
            boardId: components["schemas"]["BoardId"];
            schoolYear: components["schemas"]["SchoolYear"];
            level: components["schemas"]["Level"];
            /** @description In the order of the education types, then of the questionnaires; at level `school` the school as a whole first. */
            groups: components["schemas"]["ReportGroup"][];
        };
        /** @description A group of 5 respondents or more. */
        ReportGroup: {
            /** @description Null for the school as a whole. */
            educationType: components["schemas"]["EducationType"] | null;
            questionnaire: components["schemas"]["QuestionnaireId"];
            /**
             * Format: int32
             * @description Pupils on the roll; null where unknown.
             */
            pupils: number | null;
            /**
             * Format: int32
             * @description 5 or more.
             */
            respondents: number;
            /** @description In percent, one decimal. May exceed 100 where the sources disagree; null without pupils. */
            responseRate: number | null;
            indicators: components["schemas"]["ReportIndicator"][];
        };
        ReportIndicator: {
            /** @enum {string} */
            id: "safety" | "harm" | "wellbeing";
            /** @description The indicator’s name. */
            name: string;
            /** @description 1.0 to 10.0, over its published questions; null without one. */
            score: number | null;
            questions: components["schemas"]["ReportQuestion"][];
        };
        ReportQuestion: {
            /** @description As in the questionnaire. */
            id: string;
            /** @description As pupils read it. */
            text: string;
            /** @description 1.0 to 10.0; null where fewer than 5 answered. */
            score: number | null;
        };
        /** @description One thing wrong with a request. */
        RequestFault: {
            /** @description Where in the body, as a JSON Pointer (RFC 6901); empty for the body as a whole. */
            pointer?: string;
            /** @description Which query parameter, as it was named, where it is none of the body. */
            parameter?: string;
            /** @enum {string} */
            code: "required" | "invalid-type" | "unknown-property" | "unknown-parameter" | "must-be-true" | "invalid-date" | "date-not-offered" | "date-too-early" | "level-not-allowed" | "text-empty" | "text-too-long" | "control-characters" | "not-applicable" | "invalid-format";
            /** @description What was expected, in Dutch. */
            detail: string;
        };
        /** @description What one questionnaire brought in, at a glance. */
        Results: {
            questionnaire: components["schemas"]["QuestionnaireId"];
            /**
             * Format: int32
             * @description Null below 5.
             */
            respondents: number | null;
            /**
             * Format: int32
             * @description Pupils on the roll; null where unknown.
             */
            pupils: number | null;
            /**
             * Format: date-time
             * @description When the results were imported. In UTC.
             */
            importedAt: string;
        };
        /** @description Code of a school’s location (vestigingscode). */
        SchoolId: string;
        /** @description A school; with a school year asked for also where it stands. */
        SchoolItem: {
            schoolId: components["schemas"]["SchoolId"];
            /** @description The school’s name. */
            schoolName: string;
            boardId: components["schemas"]["BoardId"];
            /** @description The board’s name. */
            boardName: string;
            sector: components["schemas"]["Sector"];
            status?: components["schemas"]["MonitoringStatus"];
            level?: components["schemas"]["Level"] | null;
            /**
             * Format: date
             * @description The date agreed to. A day in Europe/Amsterdam.
             */
            deliveryDate?: string | null;
        };
        SchoolPage: {
            items: components["schemas"]["SchoolItem"][];
            /** @description Where this page ends; null where there is no next one. */
            nextCursor: string | null;
        };
        /**
         * Format: school-year
         * @description A school year (schooljaar): the second year is the first plus one.
         */
        SchoolYear: string;
        /**
         * @description Primary (PO), secondary (VO) or special education (SO, VSO).
         * @enum {string}
         */
        Sector: "VO" | "PO" | "SO" | "VSO";
        /** @description Where to bring a file. */
        UploadRequest: {
            importId: components["schemas"]["ImportId"];
            /**
             * Format: uri
             * @description Takes one file of at most 50 MB, without a token: its signature is in it.
             */
            uploadUrl: string;
            /** @constant */
            uploadMethod: "PUT";
            /**
             * Format: date-time
             * @description Until then a file can be uploaded. In UTC.
             */
            expiresAt: string;
        };
        /** @description A group of 1 to 4 respondents. */
        WithheldGroup: {
            /** @description Null for the school as a whole. */
            educationType: components["schemas"]["EducationType"] | null;
            questionnaire: components["schemas"]["QuestionnaireId"];
        };
    };
    responses: {
        /** @description `body-too-large`: over 64 KB. */
        BodyTooLarge: {
            headers: {
                "API-Version": components["headers"]["API-Version"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "X-Frame-Options": components["headers"]["X-Frame-Options"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "body-too-large";
                };
                "application/json": components["schemas"]["GatewayAnswer"];
            };
        };
        /** @description `delivery-not-failed`: only a failed delivery can be tried again. */
        DeliveryNotFailed: {
            headers: {
                "API-Version": components["headers"]["API-Version"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "X-Frame-Options": components["headers"]["X-Frame-Options"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "delivery-not-failed";
                };
            };
        };
        /** @description `forbidden`: the role may not do this. */
        Forbidden: {
            headers: {
                "API-Version": components["headers"]["API-Version"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "X-Frame-Options": components["headers"]["X-Frame-Options"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "forbidden";
                };
            };
        };
        /** @description `internal-error`: a fault of ours. */
        InternalError: {
            headers: {
                "API-Version": components["headers"]["API-Version"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "X-Frame-Options": components["headers"]["X-Frame-Options"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "internal-error";
                };
                "application/json": components["schemas"]["GatewayAnswer"];
            };
        };
        /** @description `invalid-request`: `errors` lists every fault. */
        InvalidRequest: {
            headers: {
                "API-Version": components["headers"]["API-Version"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "X-Frame-Options": components["headers"]["X-Frame-Options"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "invalid-request";
                };
            };
        };
        /** @description `method-not-allowed`: `Allow` names the methods. */
        MethodNotAllowed: {
            headers: {
                "API-Version": components["headers"]["API-Version"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "X-Frame-Options": components["headers"]["X-Frame-Options"];
                Allow: components["headers"]["Allow"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "method-not-allowed";
                };
            };
        };
        /** @description `not-acceptable`: none of the accepted formats is produced here. */
        NotAcceptable: {
            headers: {
                "API-Version": components["headers"]["API-Version"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "X-Frame-Options": components["headers"]["X-Frame-Options"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "not-acceptable";
                };
            };
        };
        /** @description `not-found`: unknown, badly formed, or outside the caller's reach: these three answer alike. */
        NotFound: {
            headers: {
                "API-Version": components["headers"]["API-Version"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "X-Frame-Options": components["headers"]["X-Frame-Options"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "not-found";
                };
            };
        };
        /** @description `temporarily-unavailable`: try again after `Retry-After`. */
        TemporarilyUnavailable: {
            headers: {
                "API-Version": components["headers"]["API-Version"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "X-Frame-Options": components["headers"]["X-Frame-Options"];
                "Retry-After": components["headers"]["Retry-After"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "temporarily-unavailable";
                };
                "application/json": components["schemas"]["GatewayAnswer"];
            };
        };
        /** @description `too-many-requests`: slow down; from the gateway, in its own form. */
        TooManyRequests: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "too-many-requests";
                };
                "application/json": components["schemas"]["GatewayAnswer"];
            };
        };
        /** @description `unauthenticated`: no token, or one that does not hold: signature, issuer, audience, validity, scope or claims. */
        Unauthenticated: {
            headers: {
                "API-Version": components["headers"]["API-Version"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "X-Frame-Options": components["headers"]["X-Frame-Options"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "unauthenticated";
                };
            };
        };
        /** @description The gateway cannot read the request (a malformed URL or header). It answers in its own form (`GatewayAnswer`). */
        Unreadable: {
            headers: {
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description `unsupported-media-type`: not `application/json`, not in UTF-8, or compressed. */
        UnsupportedMediaType: {
            headers: {
                "API-Version": components["headers"]["API-Version"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "X-Frame-Options": components["headers"]["X-Frame-Options"];
                Accept: components["headers"]["Accept"];
                "Accept-Encoding": components["headers"]["Accept-Encoding"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "unsupported-media-type";
                };
            };
        };
        /** @description `version-mismatch`: the version is not the newest: read again. */
        VersionMismatch: {
            headers: {
                "API-Version": components["headers"]["API-Version"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "X-Frame-Options": components["headers"]["X-Frame-Options"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "version-mismatch";
                };
            };
        };
        /** @description `version-required`: a save with neither `If-None-Match: *` nor one strong `If-Match`, or a change of a consent, administrators or calendar with another form of them. */
        VersionRequired: {
            headers: {
                "API-Version": components["headers"]["API-Version"];
                "Cache-Control": components["headers"]["Cache-Control"];
                "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                "X-Frame-Options": components["headers"]["X-Frame-Options"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"] & {
                    /** @enum {string} */
                    code?: "version-required";
                };
            };
        };
    };
    parameters: {
        /** @description Code of a school’s location (vestigingscode). */
        schoolId: components["schemas"]["SchoolId"];
        /** @description Number of a competent authority (bevoegd gezag). A string: it may begin with 0. */
        boardId: components["schemas"]["BoardId"];
        /** @description A school year (schooljaar): the second year is the first plus one. */
        schoolYear: components["schemas"]["SchoolYear"];
        /** @description The school as a whole, or each of its education types (doorleverniveau). */
        level: components["schemas"]["Level"];
        /** @description The questionnaire (vragenlijst). */
        questionnaire: components["schemas"]["QuestionnaireId"];
        /** @description Names one import. */
        importId: components["schemas"]["ImportId"];
        /** @description School, school year and version of the consent. It follows that version until 00:00 of the date, and is the same over all attempts. */
        deliveryId: components["schemas"]["DeliveryId"];
    };
    requestBodies: never;
    headers: {
        /** @description Version of the API (semantic versioning). */
        "API-Version": string;
        /** @description No answer is to be kept. */
        "Cache-Control": "no-store";
        /** @description No answer is to be shown in a frame. */
        "Content-Security-Policy": "frame-ancestors 'none'";
        /** @description Only over HTTPS. */
        "Strict-Transport-Security": "max-age=31536000; includeSubDomains";
        /** @description The content type is to be believed. */
        "X-Content-Type-Options": "nosniff";
        /** @description No answer is to be shown in a frame. */
        "X-Frame-Options": "DENY";
        /** @description The version of what is shown, for `If-Match` of the next change or `If-None-Match`. */
        ETag: string;
        /** @description The answer depends on `Accept`. */
        Vary: "Accept";
        /** @description With a download: the name of the file, for all and in full (RFC 6266). */
        "Content-Disposition": string;
        /** @description The methods this path has. */
        Allow: string;
        /** @description The media type of bodies that are read. */
        Accept: "application/json";
        /** @description Bodies are not compressed. */
        "Accept-Encoding": "identity";
        /** @description Seconds to wait. */
        "Retry-After": string;
        /** @description A bearer token is asked for; with `error` where one was sent that does not hold. */
        "WWW-Authenticate": string;
        /** @description Pages of any site may read it. */
        "Access-Control-Allow-Origin": "*";
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listMonitorings: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Code of a school’s location (vestigingscode). */
                schoolId: components["parameters"]["schoolId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The school years. */
            200: {
                headers: {
                    "API-Version": components["headers"]["API-Version"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Monitoring"][];
                    };
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["TemporarilyUnavailable"];
        };
    };
    getMonitoring: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Code of a school’s location (vestigingscode). */
                schoolId: components["parameters"]["schoolId"];
                /** @description A school year (schooljaar): the second year is the first plus one. */
                schoolYear: components["parameters"]["schoolYear"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The state. */
            200: {
                headers: {
                    "API-Version": components["headers"]["API-Version"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Monitoring"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["TemporarilyUnavailable"];
        };
    };
    takeBackResults: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Code of a school’s location (vestigingscode). */
                schoolId: components["parameters"]["schoolId"];
                /** @description A school year (schooljaar): the second year is the first plus one. */
                schoolYear: components["parameters"]["schoolYear"];
                /** @description The questionnaire (vragenlijst). */
                questionnaire: components["parameters"]["questionnaire"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They are gone. */
            204: {
                headers: {
                    "API-Version": components["headers"]["API-Version"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            /**
             * @description `already-delivered`: the report was delivered.
             *
             *     `results-closed`: the delivery date has come: results can no longer be taken back.
             */
            409: {
                headers: {
                    "API-Version": components["headers"]["API-Version"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "already-delivered" | "results-closed";
                    };
                };
            };
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["TemporarilyUnavailable"];
        };
    };
    getConsent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Code of a school’s location (vestigingscode). */
                schoolId: components["parameters"]["schoolId"];
                /** @description A school year (schooljaar): the second year is the first plus one. */
                schoolYear: components["parameters"]["schoolYear"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The consent. */
            200: {
                headers: {
                    "API-Version": components["headers"]["API-Version"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consent"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description `not-found`: unknown, badly formed, or outside the caller's reach: these three answer alike.
             *
             *     `consent-not-found`: no consent was ever given.
             */
            404: {
                headers: {
                    "API-Version": components["headers"]["API-Version"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found" | "consent-not-found";
                    };
                };
            };
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["TemporarilyUnavailable"];
        };
    };
    saveConsent: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version this starts from. */
                "If-Match"?: string;
                /** @description That there is none yet. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Code of a school’s location (vestigingscode). */
                schoolId: components["parameters"]["schoolId"];
                /** @description A school year (schooljaar): the second year is the first plus one. */
                schoolYear: components["parameters"]["schoolYear"];
            };
            cookie?: never;
        };
        /** @description What a school agrees to. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConsentTerms"];
            };
        };
        responses: {
            /** @description Changed, or given again. */
            200: {
                headers: {
                    "API-Version": components["headers"]["API-Version"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consent"];
                };
            };
            /** @description Given for the first time. */
            201: {
                headers: {
                    "API-Version": components["headers"]["API-Version"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consent"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            /**
             * @description `already-delivered`: the report was delivered.
             *
             *     `consent-locked`: it is the delivery date, or the delivery is under way.
             *
             *     `no-survey-results`: nothing to consent to yet.
             *
             *     `no-board-administrator`: nobody could be mailed.
             */
            409: {
                headers: {
                    "API-Version": components["headers"]["API-Version"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "already-delivered" | "consent-locked" | "no-survey-results" | "no-board-administrator";
                    };
                };
            };
            412: components["responses"]["VersionMismatch"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            428: components["responses"]["VersionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["TemporarilyUnavailable"];
        };
    };
    withdrawConsent: {
        parameters: {
            query?: never;
            header: {
                /** @description The ETag of the version this starts from. */
                "If-Match": string;
            };
            path: {
                /** @description Code of a school’s location (vestigingscode). */
                schoolId: components["parameters"]["schoolId"];
                /** @description A school year (schooljaar): the second year is the first plus one. */
                schoolYear: components["parameters"]["schoolYear"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The withdrawn consent. */
            200: {
                headers: {
                    "API-Version": components["headers"]["API-Version"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Consent"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            /**
             * @description `not-found`: unknown, badly formed, or outside the caller's reach: these three answer alike.
             *
             *     `consent-not-found`: no consent was ever given.
             */
            404: {
                headers: {
                    "API-Version": components["headers"]["API-Version"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found" | "consent-not-found";
                    };
                };
            };
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            /**
             * @description `already-delivered`: the report was delivered.
             *
             *     `consent-locked`: it is the delivery date, or the delivery is under way.
             *
             *     `consent-withdrawn`: withdrawn before.
             */
            409: {
                headers: {
                    "API-Version": components["headers"]["API-Version"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "already-delivered" | "consent-locked" | "consent-withdrawn";
                    };
                };
            };
            412: components["responses"]["VersionMismatch"];
            428: components["responses"]["VersionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["TemporarilyUnavailable"];
        };
    };
    listEvents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Code of a school’s location (vestigingscode). */
                schoolId: components["parameters"]["schoolId"];
                /** @description A school year (schooljaar): the second year is the first plus one. */
                schoolYear: components["parameters"]["schoolYear"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The history. */
            200: {
                headers: {
                    "API-Version": components["headers"]["API-Version"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["Event"][];
                    };
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["TemporarilyUnavailable"];
        };
    };
    getDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Code of a school’s location (vestigingscode). */
                schoolId: components["parameters"]["schoolId"];
                /** @description A school year (schooljaar): the second year is the first plus one. */
                schoolYear: components["parameters"]["schoolYear"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery. */
            200: {
                headers: {
                    "API-Version": components["headers"]["API-Version"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description `not-found`: unknown, badly formed, or outside the caller's reach: these three answer alike.
             *
             *     `delivery-not-found`: none is planned or was made.
             */
            404: {
                headers: {
                    "API-Version": components["headers"]["API-Version"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found" | "delivery-not-found";
                    };
                };
            };
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["TemporarilyUnavailable"];
        };
    };
    getDeliveryPayload: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Code of a school’s location (vestigingscode). */
                schoolId: components["parameters"]["schoolId"];
                /** @description A school year (schooljaar): the second year is the first plus one. */
                schoolYear: components["parameters"]["schoolYear"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What the inspectorate received. */
            200: {
                headers: {
                    "API-Version": components["headers"]["API-Version"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Payload"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description `not-found`: unknown, badly formed, or outside the caller's reach: these three answer alike.
             *
             *     `delivery-not-found`: none is planned or was made.
             */
            404: {
                headers: {
                    "API-Version": components["headers"]["API-Version"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found" | "delivery-not-found";
                    };
                };
            };
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["TemporarilyUnavailable"];
        };
    };
    getReport: {
        parameters: {
            query?: {
                /** @description Of the report that is asked for; the one of now where not told. */
                digest?: string;
            };
            header?: {
                /** @description The ETags of what the caller has, which is then not sent again. */
                "If-None-Match"?: string;
            };
            path: {
                /** @description Code of a school’s location (vestigingscode). */
                schoolId: components["parameters"]["schoolId"];
                /** @description A school year (schooljaar): the second year is the first plus one. */
                schoolYear: components["parameters"]["schoolYear"];
                /** @description The school as a whole, or each of its education types (doorleverniveau). */
                level: components["parameters"]["level"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The report, as the school may see it. */
            200: {
                headers: {
                    "API-Version": components["headers"]["API-Version"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    ETag: components["headers"]["ETag"];
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Report"];
                    "application/pdf": unknown;
                    "text/csv": string;
                };
            };
            /** @description The one that `If-None-Match` names is still what would be shown, in this media type. */
            304: {
                headers: {
                    "API-Version": components["headers"]["API-Version"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    ETag: components["headers"]["ETag"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            /**
             * @description `not-found`: unknown, badly formed, or outside the caller's reach: these three answer alike.
             *
             *     `report-not-available`: no results, or a level that is not allowed.
             */
            404: {
                headers: {
                    "API-Version": components["headers"]["API-Version"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {string} */
                        code?: "not-found" | "report-not-available";
                    };
                };
            };
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["TemporarilyUnavailable"];
        };
    };
    getAdministrators: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Number of a competent authority (bevoegd gezag). A string: it may begin with 0. */
                boardId: components["parameters"]["boardId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The administrators. */
            200: {
                headers: {
                    "API-Version": components["headers"]["API-Version"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Administrators"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["TemporarilyUnavailable"];
        };
    };
    replaceAdministrators: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version this starts from. */
                "If-Match"?: string;
            };
            path: {
                /** @description Number of a competent authority (bevoegd gezag). A string: it may begin with 0. */
                boardId: components["parameters"]["boardId"];
            };
            cookie?: never;
        };
        /** @description All administrators of the board, each address once. White space around an address is not kept; before its `@` there are at most 64 characters. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAdministrators"];
            };
        };
        responses: {
            /** @description The new administrators. */
            200: {
                headers: {
                    "API-Version": components["headers"]["API-Version"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Administrators"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            412: components["responses"]["VersionMismatch"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            428: components["responses"]["VersionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["TemporarilyUnavailable"];
        };
    };
    getOverview: {
        parameters: {
            query: {
                /** @description Which school year. */
                schoolYear: components["schemas"]["SchoolYear"];
                /** @description Only these. */
                status?: "no-results" | "awaiting-consent" | "consent-given" | "consent-withdrawn" | "in-delivery" | "delivered" | "nothing-to-deliver" | "delivery-failed";
                /** @description What is in the name or the code, whatever its case or accents. */
                q?: string;
            };
            header?: never;
            path: {
                /** @description Number of a competent authority (bevoegd gezag). A string: it may begin with 0. */
                boardId: components["parameters"]["boardId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The schools. */
            200: {
                headers: {
                    "API-Version": components["headers"]["API-Version"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "Content-Disposition": components["headers"]["Content-Disposition"];
                    Vary: components["headers"]["Vary"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["OverviewItem"][];
                    };
                    "text/csv": string;
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["TemporarilyUnavailable"];
        };
    };
    listSchools: {
        parameters: {
            query?: {
                /** @description Which school year. */
                schoolYear?: components["schemas"]["SchoolYear"];
                /** @description Only these; needs `schoolYear`. */
                status?: "no-results" | "awaiting-consent" | "consent-given" | "consent-withdrawn" | "in-delivery" | "delivered" | "nothing-to-deliver" | "delivery-failed";
                /** @description Only of this board. One out of reach has none. */
                boardId?: components["schemas"]["BoardId"];
                /** @description What is in the name or the code, whatever its case or accents. */
                q?: string;
                /** @description `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of schools. */
            200: {
                headers: {
                    "API-Version": components["headers"]["API-Version"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SchoolPage"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["TemporarilyUnavailable"];
        };
    };
    getOpenApi: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OpenAPI 3.1. */
            200: {
                headers: {
                    "API-Version": components["headers"]["API-Version"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    "Access-Control-Allow-Origin": components["headers"]["Access-Control-Allow-Origin"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenApiDocument"];
                };
            };
            400: components["responses"]["Unreadable"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["TemporarilyUnavailable"];
        };
    };
    listSchoolYears: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The school years. */
            200: {
                headers: {
                    "API-Version": components["headers"]["API-Version"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["CalendarYear"][];
                    };
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["TemporarilyUnavailable"];
        };
    };
    getSchoolYear: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description A school year (schooljaar): the second year is the first plus one. */
                schoolYear: components["parameters"]["schoolYear"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The calendar. */
            200: {
                headers: {
                    "API-Version": components["headers"]["API-Version"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Calendar"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["TemporarilyUnavailable"];
        };
    };
    replaceSchoolYear: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the version this starts from. */
                "If-Match"?: string;
            };
            path: {
                /** @description A school year (schooljaar): the second year is the first plus one. */
                schoolYear: components["parameters"]["schoolYear"];
            };
            cookie?: never;
        };
        /** @description All delivery windows of the school year. A window does not end before it starts. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCalendar"];
            };
        };
        responses: {
            /** @description The new calendar. */
            200: {
                headers: {
                    "API-Version": components["headers"]["API-Version"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    ETag: components["headers"]["ETag"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Calendar"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            412: components["responses"]["VersionMismatch"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            428: components["responses"]["VersionRequired"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["TemporarilyUnavailable"];
        };
    };
    createImport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** @description Which file it will be. */
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewImport"];
            };
        };
        responses: {
            /** @description Where, how and until when to upload it. */
            201: {
                headers: {
                    "API-Version": components["headers"]["API-Version"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadRequest"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            413: components["responses"]["BodyTooLarge"];
            415: components["responses"]["UnsupportedMediaType"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["TemporarilyUnavailable"];
        };
    };
    getImport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Names one import. */
                importId: components["parameters"]["importId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The import. */
            200: {
                headers: {
                    "API-Version": components["headers"]["API-Version"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Import"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["TemporarilyUnavailable"];
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /** @description Only of this school year. */
                schoolYear?: components["schemas"]["SchoolYear"];
                /** @description Only these. */
                status?: "planned" | "in-progress" | "delivered" | "nothing-to-deliver" | "failed";
                /** @description `nextCursor` of the page before. */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page of deliveries. */
            200: {
                headers: {
                    "API-Version": components["headers"]["API-Version"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryPage"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["TemporarilyUnavailable"];
        };
    };
    retryDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description School, school year and version of the consent. It follows that version until 00:00 of the date, and is the same over all attempts. */
                deliveryId: components["parameters"]["deliveryId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is under way. */
            202: {
                headers: {
                    "API-Version": components["headers"]["API-Version"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            409: components["responses"]["DeliveryNotFailed"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["TemporarilyUnavailable"];
        };
    };
    getHealth: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its health. */
            200: {
                headers: {
                    "API-Version": components["headers"]["API-Version"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    "Content-Security-Policy": components["headers"]["Content-Security-Policy"];
                    "Strict-Transport-Security": components["headers"]["Strict-Transport-Security"];
                    "X-Content-Type-Options": components["headers"]["X-Content-Type-Options"];
                    "X-Frame-Options": components["headers"]["X-Frame-Options"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            400: components["responses"]["InvalidRequest"];
            401: components["responses"]["Unauthenticated"];
            403: components["responses"]["Forbidden"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            429: components["responses"]["TooManyRequests"];
            500: components["responses"]["InternalError"];
            503: components["responses"]["TemporarilyUnavailable"];
        };
    };
}
