// Made by "npm run types" from /openapi.json. Do not edit.
export interface paths {
    "/v1/account-changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes of settlement accounts under way */
        get: operations["listAccountChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account-changes/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check, then approve, by two people; the new account cools off before it is used */
        post: operations["decideAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/applications": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Applications the caller may see */
        get: operations["listApplications"];
        put?: never;
        /** Begin an application */
        post: operations["createApplication"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/applications/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An application with documents, checks and decisions */
        get: operations["getApplication"];
        /** Save sections of the form */
        put: operations["saveApplication"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/applications/{id}/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give or withdraw consents */
        post: operations["consent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/applications/{id}/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Upload a document (multipart: type, file) */
        post: operations["uploadDocument"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/applications/{id}/documents/{doc}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A document's bytes; every look is recorded */
        get: operations["getDocument"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/applications/{id}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Submit; again gives the same receipt */
        post: operations["submitApplication"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/applications/{id}/unmask": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** One personal value in the clear, for a reason; counted and on record */
        post: operations["unmaskValue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/applications/{id}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an application back */
        post: operations["withdrawApplication"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who did what to which */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Recompute the chain */
        post: operations["verifyAudit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/certificates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Certificates: the bank sees every shop's, a shop its own */
        get: operations["listCertificates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/certificates/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a certificate before its time: without another one the shop stops */
        post: operations["revokeCertificate"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/consents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The texts an applicant consents to, each by itself */
        get: operations["listConsents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Contracts */
        get: operations["listContracts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Check a document and its signature (multipart: pdf, signature) */
        post: operations["verifyContract"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One contract with its clauses */
        get: operations["getContract"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{id}/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Send the one-time code of the signature */
        post: operations["requestSignCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{id}/countersign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Countersign, as the institution */
        post: operations["countersignContract"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{id}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The evidence of reading and signing */
        get: operations["contractEvidence"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{id}/pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The contract as a PDF */
        get: operations["contractPDF"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{id}/questions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask about a clause before signing */
        post: operations["askAboutClause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{id}/questions/{question}/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The answer is satisfactory */
        post: operations["acceptAnswer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{id}/questions/{question}/answer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer a merchant's question */
        post: operations["answerAboutClause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A clause was opened and read */
        post: operations["readClause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Let the service go on: not by who stopped it */
        post: operations["resumeContract"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{id}/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Invite the merchant to sign, or invite again */
        post: operations["sendContract"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{id}/sign": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sign, as the merchant's owner */
        post: operations["signContract"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{id}/signature": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A detached signature: the merchant's, or with of=institution ours */
        get: operations["contractSignature"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/contracts/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Stop the service under a contract: the shop cannot trade */
        post: operations["suspendContract"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/courses": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Mandatory courses */
        get: operations["listCourses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/courses/{id}/complete": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A course was read to its end */
        post: operations["completeCourse"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deposits": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Deposit orders */
        get: operations["listDeposits"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deposits/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One deposit order */
        get: operations["getDeposit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deposits/{id}/invoice": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record the invoice's number */
        post: operations["recordDepositInvoice"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deposits/{id}/refund": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask that a deposit be returned */
        post: operations["proposeDepositRefund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deposits/{id}/refund/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Return a deposit, as the second person */
        post: operations["approveDepositRefund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deposits/{id}/refund/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse or withdraw a request to return */
        post: operations["refuseDepositRefund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deposits/{id}/waiver": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask that a deposit be waived */
        post: operations["proposeWaiver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deposits/{id}/waiver/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Waive a deposit, as the second person */
        post: operations["approveWaiver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/deposits/{id}/waiver/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse or withdraw a request to waive */
        post: operations["refuseWaiver"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/parked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Events that a subscriber could not handle */
        get: operations["listParked"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/events/{subscriber}/{event}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Try a parked event again */
        post: operations["retryEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand out a paper of twenty questions */
        post: operations["beginExam"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/exams/{id}/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand a paper in */
        post: operations["gradeExam"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The figures of the whole institution */
        get: operations["figures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/institutions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Institutions that take applications, with their terms */
        get: operations["listInstitutions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/institutions/{id}/checklist": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Papers that an application needs */
        get: operations["getChecklist"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/terminals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Terminals and how far their master keys are */
        get: operations["listKeyCeremonies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/zone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Keys of the line to the card network: check values only */
        get: operations["listZoneKeys"];
        put?: never;
        /** Generate the line's keys, as the first key holder */
        post: operations["generateZoneKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/zone/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve the line's keys, as the second key holder */
        post: operations["approveZoneKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/keys/zone/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give the network the line's keys under its public key */
        post: operations["exportZoneKeys"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The accounts of a title with their balances */
        get: operations["listAccounts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened on an account */
        get: operations["ledgerStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/trial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The trial balance */
        get: operations["trialBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/ledger/trial.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The trial balance as a table */
        get: operations["exportTrialBalance"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Merchants the caller may see */
        get: operations["listMerchants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A merchant with its conditions and switches */
        get: operations["getMerchant"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{id}/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for another settlement account; it is verified first */
        post: operations["changeAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{id}/statement": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A merchant's account statement */
        get: operations["merchantStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{id}/statement.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A merchant's account statement as a table */
        get: operations["exportMerchantStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/merchants/{id}/switches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Turn functions on or off */
        put: operations["setSwitches"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/notify/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which messages the caller receives */
        get: operations["notifySettings"];
        /** Switch classes of messages, choose the language */
        put: operations["chooseNotify"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/params": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Dated parameters and the changes that wait */
        get: operations["listParams"];
        put?: never;
        /** Propose a new value */
        post: operations["proposeParam"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/params/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve a proposed value: a second person */
        post: operations["approveParam"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/params/{id}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Refuse a proposed value */
        post: operations["refuseParam"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Payments, newest first */
        get: operations["listPayments"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/today": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The open business day's figures */
        get: operations["paymentsToday"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/payments/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A payment with its life and postings */
        get: operations["getPayment"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Work that waits for the caller */
        get: operations["queues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/receipts/unmatched": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Money that fits no order */
        get: operations["listUnmatchedReceipts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/receipts/{ref}/assignment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask that a receipt pay a deposit order */
        post: operations["assignReceipt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/receipts/{ref}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The second person's yes or no about a receipt */
        post: operations["decideReceipt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/receipts/{ref}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask that a receipt go back to who sent it */
        post: operations["returnReceipt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/registrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make a merchant owner's account */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reviews": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What waits for review, most urgent first */
        get: operations["listReviews"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reviews/{id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take an application off the queue */
        post: operations["claimReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reviews/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Pass, return or reject */
        post: operations["decideReview"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/reviews/{id}/reveal": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The form unmasked, for a purpose that is recorded */
        post: operations["revealApplication"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/role-changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Changes of roles that wait for their second person */
        get: operations["listRoleChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/role-changes/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The second person's yes or no about roles */
        post: operations["decideRoles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The roles */
        get: operations["listRoles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/clock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The business clock */
        get: operations["sandboxClock"];
        put?: never;
        /** Move the business clock forward; everything due runs in order */
        post: operations["moveSandboxClock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/endpoints": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the outside world listens */
        get: operations["sandboxEndpoints"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sandbox/table": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everything that decides an outcome in the sandbox */
        get: operations["sandboxTable"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The pages a number leads to */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in */
        get: operations["getSession"];
        put?: never;
        /** Sign in */
        post: operations["signIn"];
        /** Sign out */
        delete: operations["signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Change the own password */
        post: operations["changePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlement/adjustments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Propose a correction of fees */
        post: operations["proposeAdjustment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlement/adjustments/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The second person's yes or no */
        post: operations["decideAdjustment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlement/corrections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Adjustments and freezes, the newest first */
        get: operations["listCorrections"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlement/days": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Business days, the newest first */
        get: operations["listDays"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlement/days/{date}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A business day and its steps */
        get: operations["showDay"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlement/days/{date}/booking": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask that a difference be booked */
        post: operations["proposeBooking"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlement/days/{date}/booking/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The second person's yes or no */
        post: operations["decideBooking"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlement/days/{date}/clear": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Post the fees of a reconciled day */
        post: operations["clearDay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlement/days/{date}/cut": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cut off the business day */
        post: operations["cutDay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlement/days/{date}/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Fetch and match the channels' files */
        post: operations["importFiles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlement/days/{date}/payouts/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The second person's yes */
        post: operations["approvePayouts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlement/days/{date}/payouts/drop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take back a planned run that nobody approved */
        post: operations["dropPayouts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlement/days/{date}/payouts/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Plan a cleared day's payouts */
        post: operations["planPayouts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlement/days/{date}/payouts/send": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hand the payout file to the bank */
        post: operations["sendPayouts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlement/days/{date}/resolve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a difference with a reason */
        post: operations["resolveDifference"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlement/days/{date}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Apply the bank's answers to a run */
        post: operations["readResults"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlement/freezes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hold a part of a merchant's balance */
        post: operations["freezeBalance"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlement/freezes/{id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End a freeze: not by who placed it */
        post: operations["releaseFreeze"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlement/payouts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Payouts, the newest first */
        get: operations["listPayouts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlement/payouts/{id}/reissue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Plan a payout that failed once more */
        post: operations["reissuePayout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlement/payouts/{id}/statement.pdf": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A payout's settlement statement */
        get: operations["payoutStatement"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settlement/statements": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take what the bank says has arrived */
        post: operations["readStatements"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Messages sent: a shop's people see their own, staff see all */
        get: operations["listMessages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/staff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A shop's people and how far they are */
        get: operations["listStaff"];
        put?: never;
        /** Enrol a cashier or manager of the own shop */
        post: operations["addStaff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/terminal-models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Catalogue of models */
        get: operations["listTerminalModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/terminals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Terminals */
        get: operations["listTerminals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/terminals/stock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a device into stock */
        post: operations["stockTerminal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/terminals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One terminal */
        get: operations["getTerminal"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/terminals/{id}/allocate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a device to a merchant */
        post: operations["allocateTerminal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/terminals/{id}/bind": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record the five elements; the first time gives the TID */
        post: operations["bindTerminal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/terminals/{id}/block": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a lost or tampered device out of service */
        post: operations["blockTerminal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/terminals/{id}/key": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Generate the master key, as the first key holder */
        post: operations["generateTerminalKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/terminals/{id}/key/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approve the master key, as the second key holder */
        post: operations["approveTerminalKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/terminals/{id}/key/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give the device its master key under its public key, once */
        post: operations["loadTerminalKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/terminals/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Put a suspended device back into service */
        post: operations["resumeTerminal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/terminals/{id}/return": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a device back: keys erased, deposit due for refund */
        post: operations["returnTerminal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/terminals/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Take a device out of service for the time being */
        post: operations["suspendTerminal"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/timeline/{application}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** From the first form to the bank slip */
        get: operations["timeline"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/today": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The owner's day: what came in and where the money is */
        get: operations["today"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trades": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The trades (MCC) of an application */
        get: operations["listTrades"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Users the caller may see */
        get: operations["listUsers"];
        put?: never;
        /** Enrol a member of the institution's staff */
        post: operations["createUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/disable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Close a user's account and end their sessions */
        post: operations["disableUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/enable": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Open a user's account again */
        post: operations["enableUser"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Give a temporary password, to be changed at the next sign-in */
        post: operations["resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/users/{id}/roles": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask for other roles for a user */
        post: operations["proposeRoles"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/work-orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Work orders */
        get: operations["listWorkOrders"];
        put?: never;
        /** Plan the installation of a further or replacing terminal */
        post: operations["planVisit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/work-orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One work order with its form */
        get: operations["getWorkOrder"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/work-orders/{id}/answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Answer a step of the form */
        post: operations["answerStep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/work-orders/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** A case was found not to hold: back to the tests, and a new signature */
        post: operations["reopenOrder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/work-orders/{id}/reschedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Move the visit, at most twice */
        post: operations["rescheduleVisit"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/work-orders/{id}/sign-off": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The merchant takes over: the terminal becomes active */
        post: operations["signOff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/work-orders/{id}/tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Record a commissioning case */
        post: operations["recordTest"];
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
        Account: {
            bank: string;
            name: string;
            no: string;
        };
        AccountAnswer: {
            id: string;
        };
        AccountBalance: {
            account: string;
            /**
             * Format: int64
             * @description on the account's normal side
             */
            balance_fen: number;
            /** Format: int64 */
            credit_fen: number;
            /** Format: int64 */
            debit_fen: number;
            /** Format: int64 */
            held_fen: number;
            merchant?: string;
            merchant_name?: string;
            name_en: string;
            name_zh: string;
        };
        AccountBalanceList: {
            items: components["schemas"]["AccountBalance"][] | null;
            /** @description cursor of the next page; absent on the last */
            next?: string;
        };
        AccountChange: {
            acct_type: string;
            bank: string;
            evidence: string;
            holder: string;
            id: string;
            last4: string;
            merchant_id: string;
            status: string;
            valid_from?: string;
        };
        AccountChangeList: {
            items: components["schemas"]["AccountChange"][] | null;
            /** @description cursor of the next page; absent on the last */
            next?: string;
        };
        AccountDecisionInput: {
            /** @enum {string} */
            decision: "check" | "approve" | "refuse";
        };
        AccountMove: {
            /** @description kind of the thing the entry is about */
            about: string;
            about_id: string;
            /**
             * Format: int64
             * @description positive: the balance grew
             */
            amount_fen: number;
            at: string;
            /** Format: int64 */
            balance_fen: number;
            business_date: string;
            id: string;
            reason_en: string;
            reason_zh: string;
        };
        AccountStatement: {
            account: string;
            /** Format: int64 */
            closing_fen: number;
            from: string;
            /** Format: int64 */
            in_fen: number;
            merchant?: string;
            merchant_name?: string;
            mid?: string;
            moves: components["schemas"]["AccountMove"][] | null;
            name_en: string;
            name_zh: string;
            /** Format: int64 */
            opening_fen: number;
            /** Format: int64 */
            out_fen: number;
            to: string;
        };
        Acknowledged: {
            ok: boolean;
        };
        Adjustment: {
            /**
             * Format: int64
             * @description negative: taken off
             */
            amount_fen: number;
            id: string;
            merchant_id: string;
            merchant_name?: string;
            reason: string;
            /** @enum {string} */
            status: "proposed" | "booked" | "refused";
            steps?: components["schemas"]["LifeStep"][] | null;
        };
        AdjustmentDecision: {
            approve: boolean;
        };
        AdjustmentInput: {
            /** Format: int64 */
            amount_fen: number;
            merchant: string;
            reason: string;
        };
        AllocateInput: {
            merchant: string;
        };
        AnswerInput: {
            item: string;
            lat?: string;
            lon?: string;
            note?: string;
            ok: boolean;
            value?: string;
        };
        AnswerQuestion: {
            text: string;
        };
        AnswersInput: {
            /** @description letters chosen, by question */
            answers: {
                [key: string]: string[] | null;
            };
        };
        Application: {
            address: components["schemas"]["ApplicationAddress"];
            base: components["schemas"]["ApplicationBase"];
            /** @description fields that differ from the version before */
            changed: string[] | null;
            checks: components["schemas"]["RegistryCheck"][] | null;
            claimed_by?: string;
            claimed_by_name?: string;
            consents: {
                [key: string]: boolean;
            };
            contact: components["schemas"]["ApplicationContact"];
            created_at: string;
            decisions: components["schemas"]["ReviewDecision"][] | null;
            documents: components["schemas"]["ApplicationDocument"][] | null;
            id: string;
            institution: string;
            /** @enum {string} */
            kind: "ENT" | "IND" | "MICRO" | "PUB";
            legal: components["schemas"]["ApplicationLegal"];
            license: components["schemas"]["ApplicationLicence"];
            limit_date?: string;
            merchant?: string;
            number: string;
            overdue: boolean;
            owner: string;
            owner_name?: string;
            products: string[] | null;
            promised_date?: string;
            /** @description nothing is promised: the working calendar of that year is not published */
            provisional: boolean;
            return_reason?: string;
            risk_level?: string;
            /** Format: int64 */
            risk_score?: number;
            settle: components["schemas"]["ApplicationSettlement"];
            status: string;
            steps: components["schemas"]["LifeStep"][] | null;
            submitted_at?: string;
            /** Format: int64 */
            version: number;
        };
        ApplicationAddress: {
            city?: string;
            detail?: string;
            district?: string;
            lat?: string;
            lon?: string;
            province?: string;
        };
        ApplicationBase: {
            /** Format: int64 */
            area_m2?: number;
            business_scope?: string;
            /** Format: int64 */
            est_avg_ticket_fen?: number;
            /** Format: int64 */
            est_max_ticket_fen?: number;
            /** Format: int64 */
            est_month_turnover_fen?: number;
            license_name?: string;
            mcc?: string;
            short_name?: string;
            /** Format: int64 */
            staff_count?: number;
        };
        ApplicationContact: {
            email?: string;
            mobile?: string;
            name?: string;
        };
        ApplicationDocument: {
            at: string;
            id: string;
            mime: string;
            sha256: string;
            /** Format: int64 */
            size: number;
            type: string;
        };
        ApplicationForm: {
            address: components["schemas"]["ApplicationAddress"];
            base: components["schemas"]["ApplicationBase"];
            contact: components["schemas"]["ApplicationContact"];
            legal: components["schemas"]["ApplicationLegal"];
            license: components["schemas"]["ApplicationLicence"];
            products: string[] | null;
            settle: components["schemas"]["ApplicationSettlement"];
        };
        ApplicationLegal: {
            id_end?: string;
            id_no?: string;
            id_start?: string;
            mobile?: string;
            name?: string;
        };
        ApplicationLicence: {
            end?: string;
            start?: string;
            uscc?: string;
        };
        ApplicationList: {
            items: components["schemas"]["Application"][] | null;
            /** @description cursor of the next page; absent on the last */
            next?: string;
        };
        ApplicationPatch: {
            address?: components["schemas"]["ApplicationAddress"];
            base?: components["schemas"]["ApplicationBase"];
            contact?: components["schemas"]["ApplicationContact"];
            legal?: components["schemas"]["ApplicationLegal"];
            license?: components["schemas"]["ApplicationLicence"];
            products?: string[] | null;
            settle?: components["schemas"]["ApplicationSettlement"];
        };
        ApplicationReceipt: {
            limit_date: string;
            number: string;
            promised_date: string;
            provisional: boolean;
            /** Format: int64 */
            version: number;
        };
        ApplicationSettlement: {
            acct_name?: string;
            acct_no?: string;
            acct_type?: string;
            bank_code?: string;
            bank_name?: string;
            cycle?: string;
            reserved_mobile?: string;
        };
        Article: {
            kind: string;
            on: boolean;
        };
        AskInput: {
            clause: string;
            text: string;
        };
        AssignInput: {
            /** @description of the deposit order that it pays */
            number: string;
            reason: string;
        };
        AuditFault: {
            institution_id: string;
            /** Format: int64 */
            seq: number;
            what_en: string;
            what_zh: string;
        };
        AuditLine: {
            /** Format: date-time */
            at: string;
            detail: {
                [key: string]: string;
            };
            hash: string;
            ip: string;
            noun: string;
            noun_id: string;
            party: string;
            prev_hash: string;
            roles: string;
            /** Format: int64 */
            seq: number;
            user: string;
            user_name?: string;
            verb: string;
        };
        AuditPage: {
            items: components["schemas"]["AuditLine"][] | null;
            /** Format: int64 */
            next?: number;
        };
        AuditVerdict: {
            /** Format: int64 */
            checked: number;
            faults: components["schemas"]["AuditFault"][] | null;
            ok: boolean;
        };
        BankReceipt: {
            /** Format: int64 */
            amount_fen: number;
            at: string;
            bank_ref: string;
            /** @description waits for its second person */
            claim?: components["schemas"]["Claim"];
            /** @description the reference as the payer wrote it */
            number: string;
            /** @description masked */
            payer: string;
            /** @description why it fits no order */
            reason?: string;
            /** @enum {string} */
            state: "matched" | "unmatched";
        };
        BankReceiptList: {
            items: components["schemas"]["BankReceipt"][] | null;
            /** @description cursor of the next page; absent on the last */
            next?: string;
        };
        BindInput: {
            /** @description the store's address unless given */
            address?: string;
            lat?: string;
            lon?: string;
        };
        Binding: {
            account_ref: string;
            address: string;
            at: string;
            by: string;
            by_name?: string;
            crs: string;
            hash: string;
            institution: string;
            lat_e6: string;
            licence: string;
            lon_e6: string;
            mid: string;
            prev_hash: string;
            tusn: string;
            /** Format: int64 */
            version: number;
        };
        Booking: {
            at: string;
            /** @enum {string} */
            bearer: "inquiry" | "merchant" | "house";
            by: string;
            by_name?: string;
            reason: string;
        };
        BookingDecision: {
            approve: boolean;
            /** @enum {string} */
            channel: "card" | "wechat" | "alipay";
            reference: string;
        };
        BookingInput: {
            /**
             * @description who bears it; inquiry unless given
             * @enum {string}
             */
            bearer?: "inquiry" | "merchant" | "house";
            /** @enum {string} */
            channel: "card" | "wechat" | "alipay";
            /** @description of a payment that only the channel has */
            merchant?: string;
            reason: string;
            reference: string;
        };
        Ceremony: {
            /** @description the newest master key that is not destroyed */
            key?: components["schemas"]["KeyFacts"];
            merchant?: string;
            merchant_name?: string;
            /** @enum {string} */
            stage: "unbound" | "generate" | "approve" | "load" | "loaded";
            /** @description of the terminal */
            status: string;
            terminal: string;
            tid?: string;
            tusn: string;
        };
        CeremonyList: {
            items: components["schemas"]["Ceremony"][] | null;
            /** @description cursor of the next page; absent on the last */
            next?: string;
        };
        Certificate: {
            expires_on: string;
            id: string;
            issued_on: string;
            merchant: string;
            merchant_name?: string;
            number: string;
            /** @enum {string} */
            status: "valid" | "expired" | "revoked";
            user: string;
            user_name?: string;
        };
        CertificateList: {
            items: components["schemas"]["Certificate"][] | null;
            /** @description cursor of the next page; absent on the last */
            next?: string;
        };
        ChannelSum: {
            channel: string;
            /** Format: int64 */
            net_fen: number;
            /** Format: int64 */
            payments: number;
            product: string;
        };
        ChecklistPage: {
            documents: components["schemas"]["DocumentType"][] | null;
        };
        Claim: {
            at: string;
            by: string;
            by_name?: string;
            deposit?: string;
            /** @enum {string} */
            kind: "assign" | "return";
            /** @description of the deposit order */
            number?: string;
            reason: string;
        };
        ClaimDecision: {
            approve: boolean;
        };
        ConsentInput: {
            privacy?: boolean;
            sensitive?: boolean;
            terms?: boolean;
        };
        ConsentText: {
            body_en: string;
            body_zh: string;
            kind: string;
            title_en: string;
            title_zh: string;
            version: string;
        };
        ConsentTextList: {
            items: components["schemas"]["ConsentText"][] | null;
            /** @description cursor of the next page; absent on the last */
            next?: string;
        };
        Contract: {
            application: string;
            clauses?: components["schemas"]["ContractClause"][] | null;
            /** Format: int64 */
            deposit_fen: number;
            /** @description SHA-256 of the document */
            digest?: string;
            effective_at?: string;
            expires_at?: string;
            fees?: components["schemas"]["ContractFee"][] | null;
            files?: components["schemas"]["ContractFile"][] | null;
            id: string;
            merchant: string;
            merchant_name?: string;
            number: string;
            questions?: components["schemas"]["ContractQuestion"][] | null;
            status: string;
            steps?: components["schemas"]["LifeStep"][] | null;
            /** @description why the service is stopped, while it is */
            suspended_for?: string;
        };
        ContractClause: {
            body_zh: string;
            id: string;
            key: boolean;
            read_at?: string;
            summary_en: string;
            summary_zh: string;
            title_en: string;
            title_zh: string;
        };
        ContractFee: {
            /**
             * Format: int64
             * @description -1: no cap
             */
            cap_fen: number;
            /** Format: int64 */
            min_fen: number;
            /** Format: int64 */
            ppm: number;
            product: string;
        };
        ContractFile: {
            at: string;
            digest: string;
            kind: string;
            /** Format: int64 */
            size: number;
        };
        ContractList: {
            items: components["schemas"]["Contract"][] | null;
            /** @description cursor of the next page; absent on the last */
            next?: string;
        };
        ContractQuestion: {
            accepted: boolean;
            answer?: string;
            answered_at?: string;
            asked_at: string;
            clause: string;
            id: string;
            text: string;
        };
        Corrections: {
            adjustments: components["schemas"]["Adjustment"][] | null;
            freezes: components["schemas"]["Freeze"][] | null;
        };
        Course: {
            code: string;
            completed_at?: string;
            goal_en: string;
            goal_zh: string;
            id: string;
            /** Format: int64 */
            minutes: number;
            sections: components["schemas"]["CourseSection"][] | null;
            title_en: string;
            title_zh: string;
        };
        CourseList: {
            items: components["schemas"]["Course"][] | null;
            /** @description cursor of the next page; absent on the last */
            next?: string;
        };
        CourseSection: {
            body_en: string;
            body_zh: string;
            title_en: string;
            title_zh: string;
        };
        CreateApplicationInput: {
            /** @description code; the session's when absent */
            institution?: string;
            /** @enum {string} */
            kind: "ENT" | "IND" | "MICRO" | "PUB";
            /** @description the owner for whom a clerk begins it */
            owner?: string;
        };
        Created: {
            id: string;
        };
        DaySum: {
            /** Format: int64 */
            amount_fen: number;
            channel?: string;
            /** Format: int64 */
            count: number;
            /** Format: int64 */
            hour: number;
        };
        DecisionInput: {
            checklist?: {
                [key: string]: boolean;
            };
            /** @enum {string} */
            decision: "pass" | "return" | "reject";
            /** Format: int64 */
            level: number;
            originals_sighted?: boolean;
            reason?: string;
            reason_code?: string;
        };
        Deposit: {
            /** Format: int64 */
            amount_fen: number;
            bank_ref?: string;
            contract: string;
            id: string;
            invoice_no?: string;
            merchant: string;
            merchant_name?: string;
            /** @description written into the transfer */
            number: string;
            opened_at: string;
            paid_at?: string;
            /** @description absent until the institution has named its account */
            pay_to?: components["schemas"]["Account"];
            /** @description a waiver or refund that waits for its second person */
            request?: components["schemas"]["DepositRequest"];
            status: string;
            steps?: components["schemas"]["LifeStep"][] | null;
        };
        DepositList: {
            items: components["schemas"]["Deposit"][] | null;
            /** @description cursor of the next page; absent on the last */
            next?: string;
        };
        DepositRequest: {
            at: string;
            by: string;
            by_name?: string;
            /** @enum {string} */
            kind: "waive" | "refund";
            reason: string;
        };
        DocumentType: {
            name_en: string;
            name_zh: string;
            required: boolean;
            type: string;
        };
        DropInput: {
            reason: string;
        };
        Exam: {
            id: string;
            /** Format: int64 */
            minutes: number;
            /** Format: int64 */
            pass: number;
            questions: components["schemas"]["ExamQuestion"][] | null;
            /** Format: int64 */
            try: number;
        };
        ExamOption: {
            key: string;
            text_en: string;
            text_zh: string;
        };
        ExamQuestion: {
            course: string;
            id: string;
            /** @enum {string} */
            kind: "single" | "multi" | "judge";
            options: components["schemas"]["ExamOption"][] | null;
            text_en: string;
            text_zh: string;
        };
        ExamResult: {
            certificate?: string;
            expires?: string;
            passed: boolean;
            /** Format: int64 */
            score: number;
            /**
             * Format: int64
             * @description score of the part made of T4 and T5
             */
            strict_score: number;
            /** @description ids of the questions answered wrongly */
            wrong: string[] | null;
        };
        Export: {
            /** @description RSA-OAEP, SHA-256, label TMK */
            encrypted_tmk_b64: string;
            kcv: string;
            merchant_name: string;
            mid: string;
            status: string;
            tid: string;
        };
        ExportInput: {
            public_key_pem: string;
        };
        FieldFault: {
            code: string;
            message_en: string;
            message_zh: string;
            path: string;
        };
        Figures: {
            /** Format: int64 */
            paid_fen: number;
            /** Format: int64 */
            payments_approved: number;
            /** Format: int64 */
            payments_declined: number;
            /** Format: int64 */
            payments_open: number;
            /** Format: int64 */
            payments_reversed: number;
            /** Format: int64 */
            sms_delivered: number;
            /** Format: int64 */
            sms_pending: number;
            /** Format: int64 */
            trial_balance_fen: number;
        };
        Freeze: {
            /** Format: int64 */
            amount_fen: number;
            document: string;
            /** @enum {string} */
            ground: "RISK" | "DISPUTE" | "JUDICIAL" | "AML" | "KYC_EXPIRED";
            id: string;
            merchant_id: string;
            merchant_name?: string;
            /** @enum {string} */
            status: "frozen" | "released";
            steps?: components["schemas"]["LifeStep"][] | null;
        };
        FreezeInput: {
            /** Format: int64 */
            amount_fen: number;
            document: string;
            /** @enum {string} */
            ground: "RISK" | "DISPUTE" | "JUDICIAL" | "AML" | "KYC_EXPIRED";
            merchant: string;
        };
        HourSum: {
            /** Format: int64 */
            given_back: number;
            /** Format: int64 */
            given_back_fen: number;
            /** Format: int64 */
            hour: number;
            /** Format: int64 */
            taken: number;
            /** Format: int64 */
            taken_fen: number;
        };
        Institution: {
            code: string;
            hotline: string;
            hours: string;
            id: string;
            kind: string;
            licence_no: string;
            mode: string;
            name_en: string;
            name_zh: string;
            scope: string;
            status: string;
        };
        InstitutionOffer: {
            code: string;
            hotline: string;
            hours: string;
            id: string;
            kind: string;
            licence_no: string;
            mode: string;
            name_en: string;
            name_zh: string;
            scope: string;
            status: string;
            terms: components["schemas"]["InstitutionTerm"][] | null;
        };
        InstitutionTerm: {
            meaning_en: string;
            meaning_zh: string;
            name: string;
            unit: string;
            value: string;
        };
        InvoiceInput: {
            number: string;
        };
        KeyFacts: {
            approved_at?: string;
            approved_by?: string;
            approved_by_name?: string;
            at: string;
            exported_at?: string;
            id?: string;
            /** @description check value */
            kcv: string;
            made_at?: string;
            made_by?: string;
            made_by_name?: string;
            /** @enum {string} */
            status: "pending" | "current" | "previous" | "destroyed";
            /** @enum {string} */
            usage: "ZPK" | "ZAK" | "TMK" | "TPK" | "TAK" | "TDK";
        };
        KeyFactsList: {
            items: components["schemas"]["KeyFacts"][] | null;
            /** @description cursor of the next page; absent on the last */
            next?: string;
        };
        LedgerLine: {
            account: string;
            /** Format: int64 */
            credit_fen: number;
            /** Format: int64 */
            debit_fen: number;
            name_en: string;
            name_zh: string;
        };
        LedgerPosting: {
            at: string;
            business_date: string;
            id: string;
            lines: components["schemas"]["LedgerLine"][] | null;
            reason_en: string;
            reason_zh: string;
        };
        LifeStep: {
            at: string;
            /** @description user id, or system:… when the program acted */
            by: string;
            /** @description display name */
            by_name?: string;
            event: string;
            from: string;
            reason?: string;
            to: string;
        };
        Merchant: {
            /** Format: date-time */
            active_at?: string;
            application_id: string;
            id: string;
            kind: string;
            legal_party_id: string;
            mcc: string;
            mid: string;
            name: string;
            /** Format: date-time */
            opened_at: string;
            products: string[] | null;
            risk_level: string;
            settlement: components["schemas"]["MerchantSettlement"];
            short_name: string;
            status: string;
            stores: components["schemas"]["MerchantStore"][] | null;
            uscc: string;
        };
        MerchantCondition: {
            /** Format: date-time */
            at: string | null;
            met: boolean;
            name: string;
            ref: string;
        };
        MerchantPage: {
            items: components["schemas"]["Merchant"][] | null;
            next?: string;
        };
        MerchantSettlement: {
            acct_type: string;
            bank: string;
            bank_code: string;
            cycle: string;
            holder: string;
            last4: string;
            ref: string;
        };
        MerchantStatement: {
            account: string;
            /** Format: int64 */
            closing_fen: number;
            from: string;
            /** Format: int64 */
            in_fen: number;
            merchant?: string;
            merchant_name?: string;
            mid?: string;
            money: components["schemas"]["MoneyOf"];
            moves: components["schemas"]["AccountMove"][] | null;
            name_en: string;
            name_zh: string;
            /** Format: int64 */
            opening_fen: number;
            /** Format: int64 */
            out_fen: number;
            to: string;
        };
        MerchantStore: {
            city: string;
            detail: string;
            district: string;
            id: string;
            lat: string;
            lon: string;
            name: string;
            province: string;
        };
        MerchantView: {
            /** Format: date-time */
            active_at?: string;
            application_id: string;
            conditions: components["schemas"]["MerchantCondition"][] | null;
            id: string;
            kind: string;
            legal_party_id: string;
            mcc: string;
            mid: string;
            name: string;
            /** Format: date-time */
            opened_at: string;
            products: string[] | null;
            risk_level: string;
            settlement: components["schemas"]["MerchantSettlement"];
            short_name: string;
            status: string;
            stores: components["schemas"]["MerchantStore"][] | null;
            switches: {
                [key: string]: boolean;
            };
            uscc: string;
        };
        Message: {
            at: string;
            id: string;
            kind: string;
            sent_at?: string;
            status: string;
            text: string;
            /** @description masked */
            to: string;
        };
        MessageList: {
            items: components["schemas"]["Message"][] | null;
            /** @description cursor of the next page; absent on the last */
            next?: string;
        };
        MessageSetting: {
            kind: string;
            locked: boolean;
            name_en: string;
            name_zh: string;
            on: boolean;
        };
        MessageSettings: {
            items: components["schemas"]["MessageSetting"][] | null;
            language: string;
        };
        MoneyOf: {
            /** Format: int64 */
            deposit_fen: number;
            /**
             * Format: int64
             * @description of the unsettled: frozen or on hold
             */
            held_fen: number;
            /** Format: int64 */
            in_transit_fen: number;
            /** Format: int64 */
            unsettled_fen: number;
        };
        MoveClock: {
            /** @description such as 1h or 24h */
            advance?: string;
            /** @description 09:00 of the next working day */
            next_workday?: boolean;
            /** @description RFC 3339 moment */
            to?: string;
        };
        NewStaffMember: {
            id_no: string;
            login: string;
            mobile: string;
            name: string;
            /** Format: password */
            password: string;
            roles: string[] | null;
        };
        NewUser: {
            id_no: string;
            login: string;
            mobile: string;
            name: string;
            /** Format: password */
            password: string;
            roles: string[] | null;
        };
        OfferPage: {
            items: components["schemas"]["InstitutionOffer"][] | null;
        };
        OwnerDay: {
            business_date: string;
            channels: components["schemas"]["DaySum"][] | null;
            /** Format: int64 */
            count: number;
            expected_date: string;
            /**
             * Format: int64
             * @description unsettled now; the open day's fees still come off
             */
            expected_fen: number;
            hours: components["schemas"]["DaySum"][] | null;
            /** Format: int64 */
            in_transit_fen: number;
            /** Format: int64 */
            paid_fen: number;
            /** Format: int64 */
            received_fen: number;
            /** Format: int64 */
            refunded_fen: number;
            /** Format: int64 */
            terminals: number;
            /**
             * Format: int64
             * @description terminals that are active
             */
            terminals_online: number;
            /** Format: int64 */
            unsettled_fen: number;
        };
        Param: {
            from: string;
            meaning_en: string;
            meaning_zh: string;
            name: string;
            /** @enum {string} */
            unit: "fen" | "ppm" | "months" | "days" | "hours" | "minutes" | "seconds" | "ms" | "count" | "percent" | "metres" | "dBm" | "time" | "json" | "text";
            value: string;
            /** Format: int64 */
            version: number;
        };
        ParamChange: {
            from: string;
            id: string;
            maker: string;
            maker_name?: string;
            name: string;
            reason: string;
            status: string;
            value: string;
        };
        ParamInput: {
            /** @description first day, 2006-01-02 */
            from: string;
            name: string;
            reason: string;
            value: string;
        };
        ParamPage: {
            items: components["schemas"]["Param"][] | null;
            waiting: components["schemas"]["ParamChange"][] | null;
        };
        ParkedEvent: {
            /** Format: int64 */
            attempts: number;
            error: string;
            event_id: string;
            /** Format: date-time */
            first_at: string;
            institution_id: string;
            /** Format: date-time */
            last_at: string;
            subscriber: string;
            topic: string;
        };
        ParkedPage: {
            items: components["schemas"]["ParkedEvent"][] | null;
        };
        PasswordInput: {
            /** Format: password */
            new: string;
            /** Format: password */
            old: string;
        };
        Payment: {
            advice_en: string;
            advice_zh: string;
            /** Format: int64 */
            approved_fen: number;
            auth_code: string;
            batch: string;
            business_date: string;
            channel: string;
            code: string;
            currency: string;
            entry_mode: string;
            id: string;
            kind: string;
            meaning_en: string;
            meaning_zh: string;
            merchant_id: string;
            merchant_name: string;
            mid: string;
            occurred_at: string;
            original_id?: string;
            pan_mask: string;
            product: string;
            /** @description why the house declined: a code of the catalogue */
            reason?: string;
            reason_en?: string;
            reason_zh?: string;
            /** Format: int64 */
            requested_fen: number;
            rrn: string;
            status: string;
            tid: string;
            trace: string;
        };
        PaymentDetail: {
            advice_en: string;
            advice_zh: string;
            /** Format: int64 */
            approved_fen: number;
            auth_code: string;
            batch: string;
            business_date: string;
            channel: string;
            code: string;
            currency: string;
            entry_mode: string;
            id: string;
            kind: string;
            meaning_en: string;
            meaning_zh: string;
            merchant_id: string;
            merchant_name: string;
            mid: string;
            occurred_at: string;
            original_id?: string;
            owed?: components["schemas"]["PaymentOwed"];
            pan_mask: string;
            postings: components["schemas"]["LedgerPosting"][] | null;
            product: string;
            /** @description why the house declined: a code of the catalogue */
            reason?: string;
            reason_en?: string;
            reason_zh?: string;
            related: components["schemas"]["Payment"][] | null;
            /** Format: int64 */
            requested_fen: number;
            rrn: string;
            status: string;
            tid: string;
            timeline: components["schemas"]["PaymentMoment"][] | null;
            trace: string;
        };
        PaymentMoment: {
            at: string;
            status: string;
        };
        PaymentOwed: {
            act: string;
            /** Format: int64 */
            attempts: number;
            cause: string;
            /** Format: date-time */
            done_at?: string;
            last_code: string;
            /** Format: date-time */
            next_at: string;
        };
        PaymentPage: {
            items: components["schemas"]["Payment"][] | null;
            next?: string;
        };
        PaymentsToday: {
            channels: components["schemas"]["ChannelSum"][] | null;
            /** Format: int64 */
            count: number;
            date: string;
            /** Format: int64 */
            given_back_fen: number;
            hours: components["schemas"]["HourSum"][] | null;
            /** Format: int64 */
            net_fen: number;
            /** Format: int64 */
            taken_fen: number;
        };
        Payout: {
            account_mask: string;
            /** @description of a failed payout: where it would go now */
            account_now?: string;
            /** Format: int64 */
            amount_fen: number;
            approved_by?: string;
            approved_by_name?: string;
            at: string;
            bank_ref?: string;
            business_date: string;
            /** Format: int64 */
            fee_fen: number;
            /** Format: int64 */
            gross_fen: number;
            id: string;
            merchant_id: string;
            merchant_name?: string;
            pay_date: string;
            planned_by: string;
            planned_by_name?: string;
            /** Format: int64 */
            refund_fen: number;
            /** @description failed, and not planned again */
            reissuable: boolean;
            result_en?: string;
            result_zh?: string;
            run: string;
            status: string;
        };
        PayoutPage: {
            items: components["schemas"]["Payout"][] | null;
        };
        PayoutRun: {
            business_date: string;
            /** @description empty when no merchant was due anything */
            id: string;
            pay_date: string;
            /** Format: int64 */
            payouts: number;
            /** Format: int64 */
            total_fen: number;
        };
        Place: {
            address: string;
            lat: string;
            lon: string;
        };
        PlanInput: {
            merchant: string;
        };
        Problem: {
            /** @description room.what */
            code: string;
            detail_en: string;
            detail_zh: string;
            fields?: components["schemas"]["FieldFault"][] | null;
            next_step_en?: string;
            next_step_zh?: string;
            request_id: string;
            /** Format: int64 */
            status: number;
            /** @description What happened, in the language of Accept-Language (Chinese by default) */
            title: string;
            /** @description Stable address of the error code in the reference */
            type: string;
        };
        ReadClause: {
            clause: string;
        };
        ReasonInput: {
            reason: string;
        };
        Registered: {
            user: string;
        };
        RegistrationInput: {
            id_no: string;
            institution: string;
            login: string;
            mobile: string;
            name: string;
            otp: string;
            /** Format: password */
            password: string;
        };
        RegistryCheck: {
            at: string;
            /** @enum {string} */
            kind: "identity" | "business" | "card";
            ok: boolean;
            ref: string;
            result: string;
            /** Format: int64 */
            version: number;
        };
        ReopenInput: {
            /** @description name of a commissioning case */
            case: string;
            reason: string;
        };
        RescheduleInput: {
            /** Format: date */
            date: string;
        };
        ResolveInput: {
            /** @enum {string} */
            channel: "card" | "wechat" | "alipay";
            reason: string;
            reference: string;
        };
        ReturnInput: {
            reason: string;
        };
        RevealInput: {
            purpose: string;
        };
        ReviewDecision: {
            at: string;
            by: string;
            by_name?: string;
            checklist: {
                [key: string]: boolean;
            };
            decision: string;
            /** Format: int64 */
            level: number;
            originals_sighted: boolean;
            reason: string;
            reason_code: string;
            /** Format: int64 */
            version: number;
        };
        ReviewItem: {
            claimed_by?: string;
            claimed_by_name?: string;
            id: string;
            kind: string;
            /** Format: int64 */
            level: number;
            limit_date?: string;
            mcc: string;
            name: string;
            number: string;
            overdue: boolean;
            promised_date?: string;
            risk_level?: string;
            status: string;
            submitted_at: string;
        };
        ReviewItemList: {
            items: components["schemas"]["ReviewItem"][] | null;
            /** @description cursor of the next page; absent on the last */
            next?: string;
        };
        Role: {
            money: boolean;
            name: string;
            name_en: string;
            name_zh: string;
            shop: boolean;
        };
        RoleChange: {
            id: string;
            maker: string;
            maker_name?: string;
            reason: string;
            roles: string[] | null;
            status: string;
            user_id: string;
            user_name?: string;
        };
        RoleChangeList: {
            items: components["schemas"]["RoleChange"][] | null;
            /** @description cursor of the next page; absent on the last */
            next?: string;
        };
        RoleDecision: {
            approve: boolean;
        };
        RolePage: {
            items: components["schemas"]["Role"][] | null;
        };
        RolesInput: {
            reason: string;
            roles: string[] | null;
        };
        RunInput: {
            /** @description the day's newest run unless given */
            run?: string;
        };
        SandboxClock: {
            business_time: string;
            date: string;
        };
        SandboxTrigger: {
            en: string;
            /** @enum {string} */
            group: "card" | "amount" | "code" | "registry" | "account" | "phone";
            /** @description of cards */
            pin?: string;
            /** @description F39, when there is one */
            response?: string;
            trigger: string;
            zh: string;
        };
        SandboxTriggerList: {
            items: components["schemas"]["SandboxTrigger"][] | null;
            /** @description cursor of the next page; absent on the last */
            next?: string;
        };
        SearchHit: {
            id: string;
            kind: string;
            link: string;
            note?: string;
            title_en: string;
            title_zh: string;
        };
        SearchHitList: {
            items: components["schemas"]["SearchHit"][] | null;
            /** @description cursor of the next page; absent on the last */
            next?: string;
        };
        Session: {
            business_date: string;
            business_time: string;
            institution: components["schemas"]["Institution"];
            login: string;
            merchant: string;
            must_change_password: boolean;
            name: string;
            /** Format: int64 */
            password_days_left: number;
            roles: string[] | null;
            user: string;
        };
        SettingsInput: {
            items?: components["schemas"]["Article"][] | null;
            /** @enum {string} */
            language?: "zh" | "en";
        };
        SettlementDay: {
            date: string;
            differences: components["schemas"]["SettlementDifference"][] | null;
            files: components["schemas"]["SettlementFile"][] | null;
            plan_by?: string;
            plan_by_name?: string;
            run?: string;
            status: string;
            steps: components["schemas"]["SettlementStep"][] | null;
            totals: components["schemas"]["SettlementTotals"];
        };
        SettlementDays: {
            items: components["schemas"]["SettlementDay"][] | null;
        };
        SettlementDifference: {
            /** @description a proposal to book it that waits for its second person */
            booking?: components["schemas"]["Booking"];
            channel: string;
            /**
             * Format: int64
             * @description what the channel pays more than we expect, after its fees; negative: less
             */
            gap_fen: number;
            /**
             * @description fee: what the channel kept of everything both sides have
             * @enum {string}
             */
            kind: "channel_only" | "ours_only" | "amount" | "fee";
            /** Format: int64 */
            ours_fen: number;
            payment_id?: string;
            reason?: string;
            resolved_at?: string;
            resolved_by?: string;
            resolved_by_name?: string;
            /** @description reference number, or order number of a wallet */
            rrn: string;
            /** @enum {string} */
            status: "open" | "resolved";
            /** Format: int64 */
            theirs_fen: number;
        };
        SettlementFile: {
            /** Format: int64 */
            amount_fen: number;
            at: string;
            /** Format: int64 */
            lines: number;
            name: string;
            source: string;
        };
        SettlementStep: {
            at?: string;
            by?: string;
            by_name?: string;
            name: string;
            note_en?: string;
            note_zh?: string;
            /** @enum {string} */
            status: "done" | "waiting";
        };
        SettlementTotals: {
            /** Format: int64 */
            cost_fen: number;
            /** Format: int64 */
            differences: number;
            /** Format: int64 */
            fee_fen: number;
            /** Format: int64 */
            gross_fen: number;
            /** Format: int64 */
            net_fen: number;
            /** Format: int64 */
            paid_fen: number;
            /** Format: int64 */
            payments: number;
            /** Format: int64 */
            refund_fen: number;
        };
        SignInInput: {
            /** @description code of three digits */
            institution: string;
            login: string;
            /** Format: password */
            password: string;
        };
        SignInput: {
            otp: string;
        };
        SignOffInput: {
            lat: string;
            lon: string;
            /** @description the merchant's person who takes over, as signed */
            signature: string;
        };
        StaffMember: {
            certificate?: string;
            /** Format: int64 */
            courses_done: number;
            expires?: string;
            id: string;
            login: string;
            name: string;
            roles: string[] | null;
            status: string;
        };
        StaffMemberList: {
            items: components["schemas"]["StaffMember"][] | null;
            /** @description cursor of the next page; absent on the last */
            next?: string;
        };
        StatementsTaken: {
            ok: boolean;
        };
        StockInput: {
            model: string;
            tusn: string;
        };
        SwitchesInput: {
            reason: string;
            switches: {
                [key: string]: boolean;
            };
        };
        TemporaryInput: {
            /** Format: password */
            password: string;
        };
        Terminal: {
            batch: string;
            binding?: components["schemas"]["Binding"];
            binding_hash?: string;
            /** Format: int64 */
            binding_version: number;
            /** @description every version, the newest first; each hash covers the one before */
            bindings?: components["schemas"]["Binding"][] | null;
            id: string;
            keys?: components["schemas"]["KeyFacts"][] | null;
            merchant?: string;
            merchant_name?: string;
            mid?: string;
            model: string;
            reason?: string;
            status: string;
            steps?: components["schemas"]["LifeStep"][] | null;
            stocked_at: string;
            tid?: string;
            tusn: string;
        };
        TerminalList: {
            items: components["schemas"]["Terminal"][] | null;
            /** @description cursor of the next page; absent on the last */
            next?: string;
        };
        TerminalModel: {
            approval: string;
            approval_until: string;
            bluetooth: boolean;
            code: string;
            ethernet: boolean;
            kind: string;
            manual: string;
            name_en: string;
            name_zh: string;
            phone_line: boolean;
            pin_pad: boolean;
            printer: boolean;
            scanner: boolean;
            sim: boolean;
            /** Format: int64 */
            volts: number;
            wifi: boolean;
        };
        TerminalModelList: {
            items: components["schemas"]["TerminalModel"][] | null;
            /** @description cursor of the next page; absent on the last */
            next?: string;
        };
        TestInput: {
            case: string;
            rrn?: string;
        };
        Timeline: {
            application: string;
            items: components["schemas"]["TimelineItem"][] | null;
            merchant?: string;
            name: string;
            number: string;
        };
        TimelineItem: {
            at: string;
            by?: string;
            by_name?: string;
            id: string;
            kind: string;
            link?: string;
            /**
             * Format: int64
             * @description number of the stage
             */
            no: number;
            note_en?: string;
            note_zh?: string;
            stage: string;
            title_en: string;
            title_zh: string;
        };
        Trade: {
            fee_group: string;
            mcc: string;
            name_en: string;
            name_zh: string;
            preauth: boolean;
        };
        TradePage: {
            items: components["schemas"]["Trade"][] | null;
        };
        TrialBalance: {
            /** Format: int64 */
            credit_fen: number;
            /** Format: int64 */
            debit_fen: number;
            /**
             * Format: int64
             * @description zero, or the books are broken
             */
            difference_fen: number;
            rows: components["schemas"]["TrialRow"][] | null;
        };
        TrialRow: {
            /** Format: int64 */
            accounts: number;
            code: string;
            /** Format: int64 */
            credit_fen: number;
            currency: string;
            /** Format: int64 */
            debit_fen: number;
            /** Format: int64 */
            held_fen: number;
            name_en: string;
            name_zh: string;
            per_merchant: boolean;
            side: string;
        };
        UnmaskInput: {
            /** @description path of a masked value, such as legal.id_no */
            field: string;
            reason: string;
        };
        Unmasked: {
            field: string;
            /**
             * Format: int64
             * @description looks that the caller still has today
             */
            left: number;
            /**
             * Format: int64
             * @description looks at this value, this one included
             */
            times: number;
            value: string;
        };
        User: {
            /** Format: date-time */
            created_at: string;
            id: string;
            login: string;
            merchant?: string;
            name: string;
            party_id: string;
            /** Format: date-time */
            password_at: string;
            roles: string[] | null;
            status: string;
            temporary: boolean;
        };
        UserPage: {
            items: components["schemas"]["User"][] | null;
        };
        Verdict: {
            contract?: string;
            digest: string;
            /** @enum {string} */
            reason: "valid" | "tampered" | "unknown" | "malformed";
            signed_at?: string;
            signer?: string;
            valid: boolean;
        };
        WorkItem: {
            at?: string;
            /** @description proven by the tests, not answered */
            by_tests: boolean;
            group: string;
            hint_en: string;
            hint_zh: string;
            item: string;
            name_en: string;
            name_zh: string;
            needs_value: boolean;
            note?: string;
            ok?: boolean;
            /** @enum {string} */
            state: "open" | "passed" | "failed" | "locked";
            unit?: string;
            value?: string;
        };
        WorkOrder: {
            engineer?: string;
            engineer_name?: string;
            id: string;
            items?: components["schemas"]["WorkItem"][] | null;
            kind: string;
            merchant: string;
            merchant_name?: string;
            model?: string;
            /**
             * Format: int64
             * @description how often the visit was moved; at most twice
             */
            moved: number;
            number: string;
            opened_at: string;
            /** @description where the terminal is bound to stand */
            place?: components["schemas"]["Place"];
            scheduled_for: string;
            signed_by?: string;
            signed_off_at?: string;
            status: string;
            steps?: components["schemas"]["LifeStep"][] | null;
            terminal?: string;
            tests?: components["schemas"]["WorkTest"][] | null;
            tid?: string;
        };
        WorkOrderList: {
            items: components["schemas"]["WorkOrder"][] | null;
            /** @description cursor of the next page; absent on the last */
            next?: string;
        };
        WorkQueue: {
            /** Format: int64 */
            count: number;
            link: string;
            name: string;
            oldest_at?: string;
            title_en: string;
            title_zh: string;
        };
        WorkQueueList: {
            items: components["schemas"]["WorkQueue"][] | null;
            /** @description cursor of the next page; absent on the last */
            next?: string;
        };
        WorkTest: {
            at?: string;
            case: string;
            detail?: string;
            ok?: boolean;
            payment?: string;
            rrn?: string;
        };
        ZoneExport: {
            /** @description RSA-OAEP, SHA-256, label ZAK */
            zak_b64: string;
            zak_kcv: string;
            /** @description RSA-OAEP, SHA-256, label ZPK */
            zpk_b64: string;
            zpk_kcv: string;
        };
        ZoneInput: {
            public_key_pem: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listAccountChanges: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountChangeList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decideAccount: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountDecisionInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountAnswer"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listApplications: {
        parameters: {
            query?: {
                /** @description cursor: the "next" of the page before */
                after?: string;
                limit?: number;
                status?: string;
                merchant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createApplication: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateApplicationInput"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApplication: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    saveApplication: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApplicationPatch"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    consent: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConsentInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    uploadDocument: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    file: string;
                    type: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationDocument"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDocument: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                doc: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/*": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submitApplication: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationReceipt"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unmaskValue: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnmaskInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Unmasked"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdrawApplication: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAudit: {
        parameters: {
            query?: {
                noun?: string;
                id?: string;
                verb?: string;
                /** @description only lines with a smaller number: the cursor */
                before?: number;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifyAudit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditVerdict"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCertificates: {
        parameters: {
            query?: {
                /** @description cursor: the "next" of the page before */
                after?: string;
                limit?: number;
                status?: string;
                merchant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CertificateList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeCertificate: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acknowledged"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listConsents: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentTextList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listContracts: {
        parameters: {
            query?: {
                /** @description cursor: the "next" of the page before */
                after?: string;
                limit?: number;
                status?: string;
                merchant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContractList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifyContract: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** Format: binary */
                    pdf: string;
                    /** Format: binary */
                    signature: string;
                };
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verdict"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getContract: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contract"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestSignCode: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acknowledged"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    countersignContract: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contract"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contractEvidence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/zip": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contractPDF: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    askAboutClause: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskInput"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contract"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    acceptAnswer: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
                question: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contract"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerAboutClause: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
                question: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerQuestion"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contract"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readClause: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReadClause"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contract"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeContract: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contract"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendContract: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contract"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signContract: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contract"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contractSignature: {
        parameters: {
            query?: {
                of?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pkcs7-signature": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    suspendContract: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Contract"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCourses: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CourseList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    completeCourse: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acknowledged"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDeposits: {
        parameters: {
            query?: {
                /** @description cursor: the "next" of the page before */
                after?: string;
                limit?: number;
                status?: string;
                merchant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DepositList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDeposit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deposit"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    recordDepositInvoice: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InvoiceInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deposit"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    proposeDepositRefund: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonInput"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deposit"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approveDepositRefund: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deposit"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refuseDepositRefund: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deposit"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    proposeWaiver: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonInput"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deposit"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approveWaiver: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deposit"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refuseWaiver: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Deposit"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listParked: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParkedPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retryEvent: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                subscriber: string;
                event: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acknowledged"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    beginExam: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Exam"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    gradeExam: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswersInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExamResult"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    figures: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Figures"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listInstitutions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OfferPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getChecklist: {
        parameters: {
            query?: {
                kind?: "ENT" | "IND" | "MICRO" | "PUB";
                mcc?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChecklistPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listKeyCeremonies: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CeremonyList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listZoneKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyFactsList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    generateZoneKeys: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyFactsList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approveZoneKeys: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyFactsList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportZoneKeys: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ZoneInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ZoneExport"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAccounts: {
        parameters: {
            query?: {
                /** @description of the title */
                code?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountBalanceList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ledgerStatement: {
        parameters: {
            query?: {
                /** @description code, and after a slash its merchant */
                account?: string;
                /** @description first business date; 30 days before the last unless given */
                from?: string;
                /** @description last business date; the open one unless given */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountStatement"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    trialBalance: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TrialBalance"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportTrialBalance: {
        parameters: {
            query?: {
                lang?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMerchants: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MerchantPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMerchant: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MerchantView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeAccount: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApplicationSettlement"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountAnswer"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    merchantStatement: {
        parameters: {
            query?: {
                account?: "unsettled" | "in_transit" | "deposit";
                /** @description first business date; 30 days before the last unless given */
                from?: string;
                /** @description last business date; the open one unless given */
                to?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MerchantStatement"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    exportMerchantStatement: {
        parameters: {
            query?: {
                account?: string;
                from?: string;
                to?: string;
                lang?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setSwitches: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SwitchesInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MerchantView"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    notifySettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageSettings"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    chooseNotify: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingsInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageSettings"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listParams: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParamPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    proposeParam: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ParamInput"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Created"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approveParam: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acknowledged"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refuseParam: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acknowledged"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPayments: {
        parameters: {
            query?: {
                status?: string;
                kind?: string;
                channel?: string;
                date?: string;
                q?: string;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    paymentsToday: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentsToday"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPayment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PaymentDetail"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    queues: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkQueueList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUnmatchedReceipts: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BankReceiptList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    assignReceipt: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                ref: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AssignInput"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BankReceiptList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decideReceipt: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                ref: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClaimDecision"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BankReceiptList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    returnReceipt: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                ref: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReturnInput"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BankReceiptList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegistrationInput"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registered"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listReviews: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReviewItemList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    claimReview: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decideReview: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Application"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revealApplication: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RevealInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApplicationForm"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRoleChanges: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoleChangeList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decideRoles: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RoleDecision"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acknowledged"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRoles: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RolePage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sandboxClock: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxClock"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    moveSandboxClock: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MoveClock"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxClock"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sandboxEndpoints: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: string;
                    };
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sandboxTable: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SandboxTriggerList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    search: {
        parameters: {
            query?: {
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchHitList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: {
                "User-Agent"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Set-Cookie"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Done, nothing to say */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acknowledged"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    proposeAdjustment: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdjustmentInput"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Adjustment"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decideAdjustment: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AdjustmentDecision"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acknowledged"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCorrections: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Corrections"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDays: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementDays"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showDay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                date: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementDay"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    proposeBooking: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                date: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BookingInput"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementDay"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decideBooking: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                date: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BookingDecision"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementDay"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    clearDay: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                date: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementDay"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cutDay: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                date: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementDay"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    importFiles: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                date: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementDay"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approvePayouts: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                date: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RunInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementDay"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    dropPayouts: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                date: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DropInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementDay"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    planPayouts: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                date: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayoutRun"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendPayouts: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                date: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RunInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementDay"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resolveDifference: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                date: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResolveInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementDay"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readResults: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                date: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RunInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettlementDay"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    freezeBalance: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FreezeInput"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Freeze"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    releaseFreeze: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acknowledged"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPayouts: {
        parameters: {
            query?: {
                date?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayoutPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reissuePayout: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PayoutRun"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    payoutStatement: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readStatements: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatementsTaken"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMessages: {
        parameters: {
            query?: {
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listStaff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffMemberList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addStaff: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewStaffMember"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StaffMember"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTerminalModels: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TerminalModelList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTerminals: {
        parameters: {
            query?: {
                /** @description cursor: the "next" of the page before */
                after?: string;
                limit?: number;
                status?: string;
                merchant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TerminalList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stockTerminal: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StockInput"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Terminal"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTerminal: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Terminal"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    allocateTerminal: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AllocateInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Terminal"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    bindTerminal: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["BindInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Terminal"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    blockTerminal: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Terminal"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    generateTerminalKey: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyFacts"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approveTerminalKey: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyFacts"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    loadTerminalKey: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ExportInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Export"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resumeTerminal: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Terminal"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    returnTerminal: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Terminal"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    suspendTerminal: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Terminal"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    timeline: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description id or AP number */
                application: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Timeline"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    today: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OwnerDay"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTrades: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TradePage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listUsers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserPage"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createUser: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewUser"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Registered"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    disableUser: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acknowledged"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    enableUser: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReasonInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acknowledged"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resetPassword: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemporaryInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acknowledged"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    proposeRoles: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RolesInput"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Created"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listWorkOrders: {
        parameters: {
            query?: {
                /** @description cursor: the "next" of the page before */
                after?: string;
                limit?: number;
                status?: string;
                merchant?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrderList"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    planVisit: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PlanInput"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWorkOrder: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerStep: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AnswerInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reopenOrder: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReopenInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rescheduleVisit: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RescheduleInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOff: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignOffInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    recordTest: {
        parameters: {
            query?: never;
            header: {
                /** @description New for each submission, the same for its repetition; at most 200 characters */
                "Idempotency-Key": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TestInput"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkOrder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
