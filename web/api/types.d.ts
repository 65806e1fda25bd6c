// Printed from the route tables of the server; do not edit.

export interface AppClockIn {
  to: string;
}

export interface AppClockOut {
  now: string;
  purpose: "real" | "rehearsal";
}

export interface AppErasureIn {
  stream: string;
  version: number;
  kind: string;
  reason: string;
  article: string;
}

export interface AppErasureOut {
  stream: string;
  recorded: number;
  digest: string;
}

export interface AuditCommandOut {
  person: string;
  key: string;
  name: string;
  organisation: string;
  on_behalf_of: string;
  certificate: string;
  address: string;
  arrived_at: string;
  decided_at: string;
  outcome: string;
}

export interface AuditCommandOutPage {
  items: AuditCommandOut[];
  next?: string;
}

export interface BiddingAnswerDue {
  at?: string;
  zh: string;
  en: string;
  article: string;
}

export interface BiddingAskIn {
  text: string;
  kind?: "question" | "objection";
  lots?: string[];
  place?: string;
}

export interface BiddingCertificateWarning {
  digest: string;
  usage: string;
  at: string;
  renewed: boolean;
  days?: number;
  submission?: string;
  intake?: string;
}

export interface BiddingCertificateWarningPage {
  items: BiddingCertificateWarning[];
  next?: string;
}

export interface BiddingClosedSubmission {
  submission: string;
  bidder: string;
  bidder_name: string;
  bidder_code: string;
  members: string[];
  message: string;
  signature: string;
  certificate: string;
  chain: BiddingSignedSubmit[];
  arrived: string;
  joint?: BiddingJointBody;
}

export interface BiddingJointBody {
  message: string;
  signatures: IdentitySignatureIn[];
}

export interface BiddingKeyIn {
  message: string;
  signature: IdentitySignatureIn;
}

export interface BiddingKeyOut {
  number: number;
  message_digest: string;
}

export interface BiddingKeyStanding {
  index: number;
  name: string;
  state: "missing" | "published" | "proved" | "wrong";
}

export interface BiddingKeyTest {
  header: string;
  answers: BiddingTestAnswer[];
}

export interface BiddingKeyTestedOut {
  number: number;
  state: "missing" | "published" | "proved" | "wrong";
}

export interface BiddingPublishedAnswer {
  notice: string;
  published_at: string;
  questions: string[];
  question: string;
  answer: string;
}

export interface BiddingPublishedAnswerPage {
  items: BiddingPublishedAnswer[];
  next?: string;
}

export interface BiddingQuestionOut {
  id: string;
  kind: "question" | "objection";
  state: "open" | "answered";
  lots: string[];
  place: string;
  text: string;
  terms: string;
  asked_at: string;
  due: BiddingAnswerDue;
  answers: BiddingPublishedAnswer[];
}

export interface BiddingQuestionOutPage {
  items: BiddingQuestionOut[];
  next?: string;
}

export interface BiddingSealingKit {
  platform: string;
  trade: string;
  lot: string;
  round: string;
  intake: string;
  deadline: string;
  terms_digest: string;
  terms: TermsTerms;
  terms_certificate: string;
  terms_signature: string;
  keys: BiddingTrusteeKey[];
  standing: BiddingKeyStanding[];
  test?: BiddingKeyTest;
}

export interface BiddingSignedReceipt {
  message: string;
  signature: string;
  certificate: string;
  timestamp: string;
}

export interface BiddingSignedSubmit {
  message: string;
  signature: string;
}

export interface BiddingSubmissionView {
  id: string;
  intake: string;
  state: "begun" | "submitted" | "withdrawn";
  replacement: number;
  message_digest: string;
  newer_terms?: string;
  version: number;
}

export interface BiddingSubmitIn {
  message: string;
  signature: IdentitySignatureIn;
  uploads: Record<string, string>;
  joint?: BiddingJointBody;
}

export interface BiddingSubmitted {
  submission: string;
  replacement: number;
  arrived: string;
  message_digest: string;
  newer_terms?: string;
  certificates_changing?: IdentityCertificateChange[];
}

export interface BiddingTestAnswer {
  index: number;
  message: string;
  signature: string;
}

export interface BiddingTestAnswerIn {
  message: string;
  signature: IdentitySignatureIn;
}

export interface BiddingTimestampAnchor {
  digest: string;
  certificate: string;
}

export interface BiddingTimestampAnchorPage {
  items: BiddingTimestampAnchor[];
  next?: string;
}

export interface BiddingTrusteeKey {
  index: number;
  certificate: string;
  message: string;
  signature: string;
}

export interface BiddingWithdrawIn {
  message: string;
  signature: IdentitySignatureIn;
}

export interface CryptoPairRequest {
  subject: CryptoSubject;
  challenge: string;
  sign_key: string;
  encrypt_key: string;
  sign_proof: string;
  encrypt_proof: string;
}

export interface CryptoSubject {
  common_name: string;
  organisation: string;
  organisation_code: string;
  person: string;
}

export interface DepositBankOut {
  code: string;
  name: string;
}

export interface DepositBankOutPage {
  items: DepositBankOut[];
  next?: string;
}

export interface DepositBookingIn {
  booking: DepositBookingText;
  signature: IdentitySignatureIn;
}

export interface DepositBookingOut {
  serial: string;
  recorded_at: string;
}

export interface DepositBookingText {
  account: string;
  amount: number;
  booked_at: string;
  payer_account: string;
  payer_name: string;
  platform: string;
  serial: string;
}

export interface DepositChoiceIn {
  submission: string;
  keep: boolean;
  reason: string;
}

export interface DepositChoiceView {
  submission: string;
  choice: "waiting" | "kept" | "given_back";
  reason: string;
  article: string;
  revoked_at: string;
  chosen_at?: string;
}

export interface DepositDepositLine {
  id: string;
  bidder_name: string;
  bidder_code: string;
  state: "nothing" | "too_little" | "enough" | "too_much";
  counted: number;
  overdue: boolean;
  entries: DepositEntryView[];
  refunds: DepositRefundView[];
  choice?: DepositChoiceView;
}

export interface DepositDepositLinePage {
  items: DepositDepositLine[];
  next?: string;
}

export interface DepositDepositView {
  id: string;
  intake: string;
  asked: number;
  forms: ("transfer" | "electronic_guarantee" | "bank_instrument")[];
  deadline: string;
  valid_until: string;
  account?: string;
  bank?: string;
  holder: string;
  payer_name: string;
  payer_account: string;
  state: "nothing" | "too_little" | "enough" | "too_much";
  counted: number;
  missing: number;
  entries: DepositEntryView[];
  refunds: DepositRefundView[];
  choice?: DepositChoiceView;
  version: number;
}

export interface DepositEntryView {
  id: string;
  form: "transfer" | "electronic_guarantee" | "bank_instrument";
  number: string;
  amount: number;
  at: string;
  recorded_at: string;
  valid_until?: string;
  state: "counted" | "wrong_payer" | "late" | "unknown_account" | "form_not_accepted" | "ends_too_early" | "returned";
  reason: string;
}

export interface DepositGuaranteeIn {
  guarantee: DepositGuaranteeText;
  signature: IdentitySignatureIn;
}

export interface DepositGuaranteeText {
  amount: number;
  beneficiary: string;
  document: string;
  issued_at: string;
  number: string;
  platform: string;
  principal: string;
  round: string;
  valid_until: string;
}

export interface DepositHandedBackIn {
  receipt: string;
}

export interface DepositInstrumentIn {
  bidder_code: string;
  kind: "bank_guarantee" | "certified_cheque" | "bank_draft" | "cash_cheque";
  number: string;
  issuer: string;
  amount: number;
  payer_name: string;
  payer_account: string;
  valid_until?: string;
  scan: string;
}

export interface DepositInstrumentOut {
  id: string;
  state: "counted" | "wrong_payer" | "late" | "unknown_account" | "form_not_accepted" | "ends_too_early" | "returned";
}

export interface DepositOverdueRefund {
  id: string;
  trade: string;
  title: string;
  intake: string;
  lot: string;
  bidder_name: string;
  bidder_code: string;
  amount: number;
  cause?: "withdrawal" | "round_failed" | "terminated" | "wrong_payer" | "late" | "unknown_account" | "not_accepted" | "surplus" | "no_bid" | "given_back";
  article: string;
  due_at?: string;
  state?: "due" | "ordered" | "done";
  given_back_by: string;
  waits_since?: string;
}

export interface DepositOverdueRefundPage {
  items: DepositOverdueRefund[];
  next?: string;
}

export interface DepositPayerIn {
  payer_name: string;
  payer_account: string;
  bank_code?: string;
}

export interface DepositRefundIn {
  report: DepositRefundText;
  signature: IdentitySignatureIn;
}

export interface DepositRefundOrder {
  id: string;
  form: "transfer" | "electronic_guarantee" | "bank_instrument";
  number: string;
  amount: number;
  payer_name: string;
  payer_account: string;
  interest_owed: boolean;
  state: "due" | "ordered" | "done";
  due_at?: string;
  version: number;
}

export interface DepositRefundOrderPage {
  items: DepositRefundOrder[];
  next?: string;
}

export interface DepositRefundText {
  amount: number;
  at: string;
  interest?: number;
  platform: string;
  refund: string;
  serial: string;
  step: "taken" | "paid";
}

export interface DepositRefundView {
  id: string;
  entry: string;
  amount: number;
  cause: "withdrawal" | "round_failed" | "terminated" | "wrong_payer" | "late" | "unknown_account" | "not_accepted" | "surplus" | "no_bid" | "given_back";
  article: string;
  interest_owed: boolean;
  state: "due" | "ordered" | "done";
  owed_at: string;
  due_at?: string;
  overdue: boolean;
  done_at?: string;
  interest?: number;
}

export interface FeedChange {
  id: string;
  at: string;
  kind: string;
  subject: string;
  trade: string;
  body: unknown;
  event_digest: string;
}

export interface FeedChangePage {
  items: FeedChange[];
  next?: string;
}

export interface GuidanceNote {
  id: string;
  zh: string;
  en: string;
  article: string;
  standing: "read_in_law" | "secondary" | "memory" | "unverified";
  applies?: Record<string, string[]>;
}

export interface GuidanceTemplate {
  id: string;
  zh: string;
  note: string;
}

export interface HallAttendIn {
  signature: IdentitySignatureIn;
}

export interface HallAttendanceOut {
  intake: string;
  state: "waiting" | "signing_in" | "opening" | "reading" | "signing" | "ended" | "not_opened";
  sign_in_from: string;
  signed_in_at?: string;
}

export interface HallObjectionAnswerIn {
  answer: string;
}

export interface HallObjectionIn {
  text: string;
}

export interface HallOpeningLine {
  intake: string;
  trade: string;
  title: string;
  lot_name: string;
  section_code: string;
  at: string;
  place: string;
  state: "waiting" | "signing_in" | "opening" | "reading" | "signing" | "ended" | "not_opened";
  held: boolean;
}

export interface HallOpeningLinePage {
  items: HallOpeningLine[];
  next?: string;
}

export interface HallRecord {
  format: string;
  platform: string;
  number: string;
  trade: string;
  title: string;
  tender_project_code: string;
  intake: string;
  round: number;
  lot_name: string;
  section_code: string;
  unified_code: string;
  owner: string;
  agent: string;
  place: string;
  deadline: string;
  read_out_at: string;
  closing_digest: string;
  manner: "trustees" | "bidder";
  threshold: number;
  deposit_wanted: boolean;
  limit_price?: number;
  columns: TermsPriceField[];
  bids: HallRecordBid[];
  trustees: HallRecordTrustee[];
  holds: HallRecordHold[];
  extensions: HallRecordExtension[];
  objections: HallRecordObjection[];
  signatures: HallRecordSignature[];
  signed_digest: string;
  ended_at?: string;
  address: string;
}

export interface HallRecordBid {
  number: number;
  bidder: string;
  bidder_code: string;
  members: HallRecordMember[];
  submitted_at: string;
  signed_in_at?: string;
  fields: Record<string, string>;
  deposit_paid: boolean;
  state: "sealed" | "opened" | "void_" | "returned";
  cause?: string;
  outcome?: string;
  cause_text: string;
  evidence: string[];
}

export interface HallRecordExtension {
  until: string;
  reason: string;
  decided_at: string;
}

export interface HallRecordHold {
  from: string;
  lifted_at?: string;
  cause: "objection_answer" | "supervisor_order" | "examination" | "system_failure" | "force_majeure";
  article: string;
  document: string;
  set_by: string;
  lift_reason: string;
}

export interface HallRecordLine {
  version: number;
  final: boolean;
  digest: string;
  pdf: string;
  pdf_size: number;
}

export interface HallRecordMember {
  code: string;
  name: string;
}

export interface HallRecordObjection {
  id: string;
  who: string;
  text: string;
  raised_at: string;
  answer: string;
  answered_at?: string;
}

export interface HallRecordOut {
  version: number;
  final: boolean;
  digest: string;
  pdf: string;
  pdf_size: number;
  record: HallRecord;
}

export interface HallRecordSignature {
  role: "owner" | "agent" | "witness" | "bidder";
  organisation: string;
  code: string;
  state: "signed_" | "refused" | "absent" | "waiting";
  reason: string;
  at?: string;
  certificate: string;
  signature: string;
}

export interface HallRecordSignatureIn {
  digest: string;
  signature: IdentitySignatureIn;
}

export interface HallRecordTrustee {
  number: number;
  name: string;
  state: "answered" | "wrong" | "absent";
}

export interface HallRefusalIn {
  reason: string;
}

export interface HallSessionView {
  intake: string;
  state: "waiting" | "signing_in" | "opening" | "reading" | "signing" | "ended" | "not_opened";
  sign_in_from: string;
  read_out_at?: string;
  objections: HallRecordObjection[];
  record_digest: string;
  signing_until?: string;
  signatures: HallRecordSignature[];
  ended_at?: string;
  records: HallRecordLine[];
}

export interface HallSigningIn {
  minutes?: number;
}

export interface HttpBeginUpload {
  declared: number;
}

export interface HttpProblem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  fields: HttpProblemField[];
  article?: string;
  earliest?: string;
  incident?: string;
}

export interface HttpProblemField {
  path: string;
  code: string;
  allowed: string;
  message: string;
}

export interface HttpUploadView {
  id: string;
  declared: number;
  received: number;
  digest?: string;
  completed?: string;
}

export interface IdentityActText {
  act: string;
  body: string;
  key: string;
  on_behalf_of: string;
  organisation: string;
  origin: string;
  person: string;
  time: string;
}

export interface IdentityAnchorIn {
  certificate: string;
}

export interface IdentityAnchorOut {
  digest: string;
  subject: string;
  trusted_at: string;
  distrusted_at?: string;
  certificate: string;
  kind: "anchor" | "intermediate";
}

export interface IdentityAnchorOutPage {
  items: IdentityAnchorOut[];
  next?: string;
}

export interface IdentityCertificateChange {
  digest: string;
  usage: string;
  at: string;
  renewed: boolean;
}

export interface IdentityCertificateIn {
  person: string;
  certificate: string;
  chain?: string[];
}

export interface IdentityCertificateOut {
  digest: string;
  organisation: string;
  person: string;
  usage: "sign" | "encrypt" | "timestamp";
  serial: string;
  issuer: string;
  not_before: string;
  not_after: string;
  revoked_at?: string;
  certificate: string;
}

export interface IdentityCertificateOutPage {
  items: IdentityCertificateOut[];
  next?: string;
}

export interface IdentityChallengeIn {
  purpose: "sign_in" | "registration";
}

export interface IdentityChallengeOut {
  challenge: string;
  nonce: string;
  origin: string;
  purpose: "sign_in" | "registration";
  time: string;
  expires_at: string;
  text: string;
  label: string;
}

export interface IdentityDemonstrationPairOut {
  sign: string;
  encrypt: string;
  chain: string[];
}

export interface IdentityDenialOut {
  id: string;
  at: string;
  person: string;
  organisation: string;
  address: string;
  capability: string;
  object: string;
  code: string;
  times: number;
}

export interface IdentityDenialOutPage {
  items: IdentityDenialOut[];
  next?: string;
}

export interface IdentityFormerName {
  name: string;
  until: string;
  certificate: string;
}

export interface IdentityGivenAct {
  text: IdentityActText;
  certificate: string;
  signature: string;
}

export interface IdentityMandateIn {
  agent: string;
  agent_code: string;
  scope: string;
  starts_at: string;
  ends_at: string;
  signature: IdentitySignatureIn;
}

export interface IdentityMandateOut {
  id: string;
  principal: string;
  agent: string;
  scope: string;
  starts_at: string;
  ends_at: string;
  granted_at: string;
  revoked_at?: string;
  version: number;
}

export interface IdentityMandateOutPage {
  items: IdentityMandateOut[];
  next?: string;
}

export interface IdentityOrganisation {
  id: string;
  code: string;
  name: string;
  region: string;
  kind: "market" | "centre" | "supervisor" | "trustee" | "bank";
}

export interface IdentityOrganisationOut {
  id: string;
  code: string;
  name: string;
  region: string;
  kind: "market" | "centre" | "supervisor" | "trustee" | "bank";
  registered_at: string;
  version: number;
  supervision?: Supervision;
  former_names: IdentityFormerName[];
}

export interface IdentityPersonIn {
  name: string;
  roles: ("org_member" | "org_signer" | "org_admin" | "centre_desk" | "centre_venue" | "centre_witness" | "centre_archivist" | "supervisor" | "trustee_officer" | "bank_clerk" | "system_admin" | "security_admin" | "audit_admin")[];
  certificates: string[];
  chain?: string[];
}

export interface IdentityPersonOut {
  id: string;
  organisation: string;
  name: string;
  roles: ("org_member" | "org_signer" | "org_admin" | "centre_desk" | "centre_venue" | "centre_witness" | "centre_archivist" | "supervisor" | "trustee_officer" | "bank_clerk" | "system_admin" | "security_admin" | "audit_admin")[];
  joined_at: string;
  left_at?: string;
  version: number;
}

export interface IdentityPersonOutPage {
  items: IdentityPersonOut[];
  next?: string;
}

export interface IdentityReasonIn {
  reason: string;
}

export interface IdentityRecogniseIn {
  kind: "market" | "centre" | "supervisor" | "trustee" | "bank";
  supervision?: Supervision;
}

export interface IdentityRegistrationIn {
  code: string;
  name: string;
  region: string;
  person: string;
  challenge: string;
  certificate: string;
  encrypt_certificate?: string;
  chain?: string[];
  signature: string;
}

export interface IdentityRegistrationOut {
  organisation: IdentityOrganisation;
  person: string;
  certificates: string[];
}

export interface IdentityRenamingIn {
  name: string;
  person: string;
  certificate: string;
  chain?: string[];
}

export interface IdentityRevocationListIn {
  list: string;
  chain?: string[];
}

export interface IdentityRevocationListOut {
  digest: string;
  issuer: string;
  this_update: string;
  next_update: string;
  entries: number;
  revoked: number;
}

export interface IdentityRolesIn {
  roles: ("org_member" | "org_signer" | "org_admin" | "centre_desk" | "centre_venue" | "centre_witness" | "centre_archivist" | "supervisor" | "trustee_officer" | "bank_clerk" | "system_admin" | "security_admin" | "audit_admin")[];
}

export interface IdentitySessionOut {
  person: string;
  name: string;
  organisation: IdentityOrganisation;
  roles: string[];
  mandate?: string;
  on_behalf_of?: IdentityOrganisation;
  certificate: string;
  certificate_ends: string;
}

export interface IdentitySignInIn {
  challenge: string;
  certificate: string;
  signature: string;
  mandate?: string;
}

export interface IdentitySignInOut {
  session: string;
  token?: string;
  person: string;
  organisation: string;
  roles: ("org_member" | "org_signer" | "org_admin" | "centre_desk" | "centre_venue" | "centre_witness" | "centre_archivist" | "supervisor" | "trustee_officer" | "bank_clerk" | "system_admin" | "security_admin" | "audit_admin")[];
  mandate?: string;
  on_behalf_of?: string;
  idle_seconds: number;
  ends_at: string;
}

export interface IdentitySignatureIn {
  certificate: string;
  value: string;
}

export interface IdentitySignedOutOut {
  ended: number;
}

export interface NoticeAnswerIn {
  questions: string[];
  question?: string;
  answer: string;
}

export interface NoticeAnswered {
  questions: string[];
  question: string;
  answer: string;
}

export interface NoticeChange {
  section: string;
  title: string;
  before: string;
  after: string;
}

export interface NoticeChangeIn {
  section: string;
  title?: string;
  after: string;
}

export interface NoticeChannelFacts {
  channel: "none" | "platform" | "designated_medium" | "first_designated" | "last";
  name: string;
  state: "pending" | "received" | "out" | "differs";
  digest: string;
  address: string;
  reached_at?: string;
  out_at?: string;
  receipt: string;
}

export interface NoticeDraftIn {
  kind: "tender_notice" | "invitation" | "clarification" | "correction" | "postponement" | "failed_round" | "termination" | "suspension";
  rounds?: string[];
  title?: string;
  sections?: NoticeSection[];
  terms?: string;
  deadline?: string;
  affects_bids?: boolean;
  reason?: string;
  corrects?: string;
  second_round?: boolean;
  publish_at: string;
  answers?: NoticeAnswerIn[];
  changes?: NoticeChangeIn[];
  holds?: string[];
}

export interface NoticeInside {
  state: "draft" | "signed_" | "published" | "withdrawn";
  findings: TradeFinding[];
  earliest_deadline?: string;
  earliest_because: string;
  earliest_because_en: string;
  refused: string;
  drafted_for_hold: boolean;
}

export interface NoticeNoticeLine {
  id: string;
  trade: string;
  kind: "tender_notice" | "invitation" | "clarification" | "correction" | "postponement" | "failed_round" | "termination" | "suspension";
  title: string;
  state: "draft" | "signed_" | "published" | "withdrawn";
  published_at?: string;
  digest: string;
}

export interface NoticeNoticeLinePage {
  items: NoticeNoticeLine[];
  next?: string;
}

export interface NoticeNoticeOut {
  id: string;
  text: NoticeText;
  digest: string;
  certificate_digest: string;
  signature: string;
  published_at?: string;
  channels: NoticeChannelFacts[];
  inside?: NoticeInside;
  version: number;
  corrected_by: NoticeNoticeLine[];
}

export interface NoticeSection {
  id: string;
  title: string;
  text: string;
}

export interface NoticeSignIn {
  digest: string;
  signature: IdentitySignatureIn;
}

export interface NoticeTakenTerms {
  trade: string;
  title: string;
  number: number;
  taken_at: string;
  since: NoticeNoticeLine[];
}

export interface NoticeTakenTermsPage {
  items: NoticeTakenTerms[];
  next?: string;
}

export interface NoticeText {
  format: string;
  platform: string;
  notice: string;
  trade: string;
  kind: "tender_notice" | "invitation" | "clarification" | "correction" | "postponement" | "failed_round" | "termination" | "suspension";
  rounds: string[];
  unified_codes: string[];
  title: string;
  sections: NoticeSection[];
  terms?: string;
  deadline?: string;
  affects_bids?: boolean;
  reason?: string;
  corrects?: string;
  publish_at: string;
  answers?: NoticeAnswered[];
  corrects_digest?: string;
  changes?: NoticeChange[];
  holds?: string[];
}

export interface NoticeWithdrawIn {
  reason: string;
}

export interface OpeningActedMandate {
  mandate: string;
  origin: string;
  revoked_at?: string;
}

export interface OpeningAnswerIn {
  message: string;
  signature: string;
}

export interface OpeningAnsweredOut {
  taken: number;
}

export interface OpeningAnswersIn {
  certificate: string;
  answers: OpeningAnswerIn[];
}

export interface OpeningBidFinding {
  format: string;
  platform: string;
  intake: string;
  submission: string;
  closing_digest: string;
  parts: OpeningFoundPart[];
}

export interface OpeningBidderMessage {
  submission: string;
  header: string;
  certificate: string;
  message: string;
  signature: string;
  arrived: string;
}

export interface OpeningCauseIn {
  submission: string;
  code: "bidder_did_not_act" | "bidder_lost_key" | "bidder_file_defective" | "key_destroyed_by_others" | "certificate_authority_failed" | "platform_failed" | "trustees_failed" | "network_failed";
  text: string;
  finding: string;
  evidence: OpeningEvidenceFile[];
  signature: IdentitySignatureIn;
}

export interface OpeningClaimIn {
  code: "bidder_did_not_act" | "bidder_lost_key" | "bidder_file_defective" | "key_destroyed_by_others" | "certificate_authority_failed" | "platform_failed" | "trustees_failed" | "network_failed";
  text: string;
  evidence: OpeningEvidenceFile[];
  signature: IdentitySignatureIn;
}

export interface OpeningCloserSignature {
  index: number;
  signature: IdentitySignatureIn;
}

export interface OpeningClosing {
  intake: string;
  message: string;
  signature: string;
  certificate: string;
  submissions: BiddingClosedSubmission[];
  witnesses: BiddingTrusteeKey[];
  witnessed: boolean;
  due_envelope: number;
  window_ends: string;
}

export interface OpeningEvidence {
  format: string;
  kit: BiddingSealingKit;
  older_terms: TermsTerms[];
  closing: OpeningClosing;
  given: "read_out" | "own_bid" | "whole";
  answers: OpeningTrusteeAnswer[];
  opened: OpeningOpenedEvidence[];
  read_out: OpeningReadOut[];
  events: OpeningLoggedEvent[];
  unsealing: OpeningUnsealed;
  receipts: BiddingSignedReceipt[];
  certificates: string[];
  mandates: OpeningActedMandate[];
  namings?: OpeningSignedNaming[];
}

export interface OpeningEvidenceFile {
  name: string;
  size: number;
  digest: string;
}

export interface OpeningFoundAct {
  digest: string;
  arrived: string;
}

export interface OpeningFoundAnswer {
  number: number;
  code: string;
  digest: string;
}

export interface OpeningFoundPart {
  part: string;
  header: string;
  envelope: string;
  reason: string;
  found_at: string;
  window_ends: string;
  giving_until?: string;
  threshold: number;
  answers: OpeningFoundAnswer[];
  proof?: OpeningFoundAct;
  secret?: OpeningFoundAct;
}

export interface OpeningHeaderToAnswer {
  submission: string;
  part: string;
  header: string;
  proof?: OpeningBidderMessage;
  cause?: OpeningRecordedCause;
  mandate?: OpeningSignedMandate;
  answered?: string;
}

export interface OpeningHeadersToAnswer {
  intake: string;
  headers: OpeningHeaderToAnswer[];
}

export interface OpeningLoggedEvent {
  stream: string;
  version: number;
  about: string;
  kind: string;
  body_version: number;
  actor: string;
  arrived_at: number;
  recorded_at: number;
  body: string;
  digest: string;
}

export interface OpeningOpenedEvidence {
  submission: string;
  part: string;
  header: string;
  envelope: string;
  state: "sealed" | "opened" | "void_" | "returned";
  secret: string;
  reason: string;
  wrong: number[];
  kept: boolean;
}

export interface OpeningOpeningView {
  intake: string;
  round: string;
  lot_name: string;
  state: "closed" | "witnessed" | "read_out" | "returned";
  deadline: string;
  closing_digest: string;
  witnesses: number;
  quorum: number;
  bids: OpeningReadOut[];
  published_at?: string;
  phase: "closed" | "trustees" | "prove" | "give" | "remedy" | "read_out" | "returned";
  window_ends: string;
}

export interface OpeningOwnPart {
  part: string;
  header: string;
  proved: boolean;
  given: boolean;
  unopened: boolean;
}

export interface OpeningOwnUnsealing {
  intake: string;
  submission: string;
  manner: "trustees" | "bidder";
  phase: "closed" | "trustees" | "prove" | "give" | "remedy" | "read_out" | "returned";
  closing_digest: string;
  window_ends: string;
  giving_until?: string;
  parts: OpeningOwnPart[];
}

export interface OpeningProofIn {
  message: string;
  signature: string;
}

export interface OpeningProofsIn {
  certificate: string;
  proofs: OpeningProofIn[];
}

export interface OpeningReadOut {
  submission: string;
  bidder_name: string;
  bidder_code: string;
  members: string[];
  state: "sealed" | "opened" | "void_" | "returned";
  fields: Record<string, string>;
  deposit_paid: boolean;
  cause?: string;
  outcome?: string;
}

export interface OpeningRecordedCause {
  submission: string;
  code: "bidder_did_not_act" | "bidder_lost_key" | "bidder_file_defective" | "key_destroyed_by_others" | "certificate_authority_failed" | "platform_failed" | "trustees_failed" | "network_failed";
  outcome: "withdrawn" | "revoked";
  article: string;
  text: string;
  finding: OpeningBidFinding;
  evidence: OpeningEvidenceFile[];
  certificate: string;
  signature: string;
  recorded_at: string;
}

export interface OpeningRecordedClaim {
  submission: string;
  code: "bidder_did_not_act" | "bidder_lost_key" | "bidder_file_defective" | "key_destroyed_by_others" | "certificate_authority_failed" | "platform_failed" | "trustees_failed" | "network_failed";
  text: string;
  evidence: OpeningEvidenceFile[];
  certificate: string;
  signature: string;
  claimed_at: string;
}

export interface OpeningRemedy {
  begun: string;
  until: string;
  headers: string[];
}

export interface OpeningSecretIn {
  message: string;
  signature: string;
  header: string;
}

export interface OpeningSecretsIn {
  certificate: string;
  secrets: OpeningSecretIn[];
}

export interface OpeningSignedMandate {
  principal: string;
  agent: string;
  agent_code: string;
  scope: string;
  starts_at: string;
  ends_at: string;
  granted_at: string;
  certificate: string;
  signature: string;
}

export interface OpeningSignedNaming {
  event: string;
  said: string;
  act?: IdentityGivenAct;
}

export interface OpeningTrusteeAnswer {
  number: number;
  header: string;
  certificate: string;
  message: string;
  signature: string;
}

export interface OpeningUnopenedBid {
  submission: string;
  bidder_name: string;
  proposed: ("bidder_did_not_act" | "bidder_lost_key" | "bidder_file_defective" | "key_destroyed_by_others" | "certificate_authority_failed" | "platform_failed" | "trustees_failed" | "network_failed")[];
  finding: OpeningBidFinding;
  finding_digest: string;
  claim?: OpeningRecordedClaim;
  cause?: OpeningRecordedCause;
}

export interface OpeningUnopenedBids {
  intake: string;
  closing_digest: string;
  bids: OpeningUnopenedBid[];
}

export interface OpeningUnsealed {
  window_ends: string;
  giving_from?: string;
  giving_until?: string;
  remedy?: OpeningRemedy;
  proofs: OpeningBidderMessage[];
  secrets: OpeningBidderMessage[];
  causes: OpeningRecordedCause[];
  claims: OpeningRecordedClaim[];
  extensions: OpeningWindowExtension[];
}

export interface OpeningWindowExtension {
  until: string;
  reason: string;
  certificate: string;
  signature: string;
  decided_at: string;
}

export interface OpeningWindowIn {
  until: string;
  reason: string;
  signature: IdentitySignatureIn;
}

export interface OpeningWindowOut {
  intake: string;
  window_ends: string;
}

export interface OpeningWitnessedOut {
  witnesses: number;
  quorum: number;
  state: "closed" | "witnessed" | "read_out" | "returned";
}

export interface Supervision {
  regions: string[];
  trade_classes: string[];
}

export interface TermsAwardLimits {
  most_lots: number;
  rule: string;
}

export interface TermsBillItem {
  id: string;
  title: string;
  features: string;
  unit: string;
  quantity: number;
}

export interface TermsCloser {
  index: number;
  organisation_code: string;
  name: string;
  certificate_digest: string;
  holds_share: boolean;
}

export interface TermsDeposit {
  amount: number;
  forms: ("transfer" | "electronic_guarantee" | "bank_instrument")[];
}

export interface TermsDifference {
  path: string;
  title: string;
  before?: string;
  after?: string;
}

export interface TermsEvaluationItem {
  id: string;
  title: string;
  points: number;
  rule: string;
  levels?: TermsLevel[];
  formula?: TermsPriceFormula;
}

export interface TermsFile {
  name: string;
  size: number;
  digest: string;
  media_type: string;
}

export interface TermsLevel {
  title: string;
  least: number;
  most: number;
}

export interface TermsLotTerms {
  lot: string;
  round: string;
  intake: string;
  name: string;
  estimate: number;
  limit_price?: number;
  limit_formula?: string;
  deposit?: TermsDeposit;
  validity_days: number;
  minimum_bidders: number;
  joint_bodies: boolean;
  parts: TermsPart[];
  price_letter: TermsPriceField[];
  unsealing: TermsUnsealing;
  bill?: TermsBillItem[];
}

export interface TermsPart {
  id: string;
  title: string;
  most_bytes: number;
  media_types: string[];
  envelope: number;
  anonymous: boolean;
}

export interface TermsPriceField {
  id: string;
  title: string;
  unit: "fen" | "day" | "text";
  read_out: boolean;
}

export interface TermsPriceFormula {
  rule: "ratio" | "deviation";
  basis: "lowest" | "mean" | "trimmed_mean";
  trims?: TermsTrim[];
  reduced_by?: number;
  cost_above?: number;
  cost_below?: number;
  decimals: number;
}

export interface TermsTerms {
  format: string;
  platform: string;
  trade: string;
  number: number;
  previous?: string;
  title: string;
  procedure: string;
  documents_from: string;
  documents_until: string;
  deadline: string;
  eligibility: string[];
  evaluation_method: string;
  evaluation: TermsEvaluationItem[];
  tie_rule: string;
  objections_to: string;
  lots: TermsLotTerms[];
  files: TermsFile[];
  award_limits?: TermsAwardLimits;
}

export interface TermsTrim {
  from_bids: number;
  left_out: number;
}

export interface TermsUnsealing {
  manner: "trustees" | "bidder";
  threshold: number;
  closers: TermsCloser[];
  window_minutes: number;
  trustees_remedy: boolean;
  own_spare_allowed: boolean;
}

export interface TradeAgencyIn {
  code: string;
  contact: TradeContact;
}

export interface TradeAgentIn {
  agent?: TradeAgencyIn;
  reason: string;
}

export interface TradeAgentOut {
  agent: TradePartyOut;
  from: string;
  until?: string;
}

export interface TradeAskIn {
  items: TradeWanted[];
  new_facts?: string;
}

export interface TradeConditionAnswer {
  id: string;
  met: boolean;
  evidence: string;
}

export interface TradeConfirmation {
  responsible_person: string;
  responsible_phone: string;
  opening_at?: string;
  place: string;
  difference: string;
}

export interface TradeConsequence {
  rule: string;
  zh: string;
  en: string;
  on_hold: "runs" | "stops" | "excluded";
  article: string;
}

export interface TradeContact {
  name: string;
  phone: string;
  address: string;
}

export interface TradeDeskEntry {
  owner_code: string;
  agent_code?: string;
  application: TermsFile;
}

export interface TradeFinding {
  code: string;
  rule: string;
  subject: string;
  zh: string;
  en: string;
  article: string;
  standing: "read_in_law" | "secondary" | "memory" | "unverified";
  effect: "refuse" | "warn";
  given?: string;
  earliest?: string;
  latest?: string;
  channel: "none" | "platform" | "designated_medium" | "first_designated" | "last";
}

export interface TradeHold {
  id: string;
  trade: string;
  cause: "objection_answer" | "supervisor_order" | "examination" | "system_failure" | "force_majeure";
  article: string;
  document: string;
  set_by: string;
  may_lift: "parties" | "supervisor";
  rounds: string[];
  forbids: ("register_" | "announce" | "close" | "begin_opening" | "finish_opening" | "fail" | "terminate" | "submit")[];
  set_at: string;
  lifted_at?: string;
  lift_reason: string;
}

export interface TradeHoldIn {
  rounds: string[];
  cause: "objection_answer" | "supervisor_order" | "examination" | "system_failure" | "force_majeure";
  article: string;
  document: string;
  forbids?: ("register_" | "announce" | "close" | "begin_opening" | "finish_opening" | "fail" | "terminate" | "submit")[];
}

export interface TradeHoldOut {
  hold: TradeHold;
  consequences: TradeConsequence[];
  version: number;
}

export interface TradeInside {
  state: "submitted" | "supplement_wanted" | "registered" | "withdrawn";
  entry: "online" | "desk";
  application?: TermsFile;
  registration: TradeRegistration;
  supplements: TradeSupplementOut[];
  remarks: TradeRemark[];
  latest_terms: string;
  latest_number: number;
  finish_by?: string;
  promise_kept?: boolean;
}

export interface TradeInvitee {
  code: string;
  name: string;
}

export interface TradeInviteesIn {
  invitees: TradeInvitee[];
}

export interface TradeInviteesOut {
  round: string;
  invitees: TradeInvitee[];
  version: number;
}

export interface TradeLiftIn {
  reason: string;
}

export interface TradeLotIn {
  name: string;
  scope: string;
  estimate: number;
}

export interface TradeOverdueRegistration {
  id: string;
  title: string;
  finish_by: string;
}

export interface TradeOverdueRegistrationPage {
  items: TradeOverdueRegistration[];
  next?: string;
}

export interface TradePartyOut {
  id: string;
  code: string;
  name: string;
}

export interface TradeRegistration {
  title: string;
  project_name: string;
  investment_code: string;
  procedure: string;
  work_kind: "construction" | "goods" | "services" | "survey_design";
  trade_class: string;
  region: string;
  place: string;
  scope: string;
  estimate: number;
  budget: number;
  funds: "budget" | "state_enterprise" | "foreign_loan" | "private_funds";
  funds_source: string;
  state_controlled: boolean;
  obligation: "mandatory" | "voluntary";
  obligation_ground: string;
  method: "open" | "invited";
  method_ground: string;
  supervisor: string;
  lots: TradeLotIn[];
  conditions: TradeConditionAnswer[];
  owner_contact: TradeContact;
  agent_contact?: TradeContact;
  documents: TermsFile[];
  wish: TradeWish;
}

export interface TradeRemark {
  code: string;
  about: string;
  zh: string;
  en: string;
  article: string;
  standing: "read_in_law" | "secondary" | "memory" | "unverified";
}

export interface TradeRoundFacts {
  id: string;
  trade: string;
  lot: string;
  intake: string;
  number: number;
  stage: "draft" | "registered" | "announced" | "closed" | "opening" | "opened" | "failed" | "terminated";
  lot_name: string;
  section_code: string;
  unified_code: string;
  estimate: number;
  deadline?: string;
  terms_digest: string;
  held: number;
  scope: string;
}

export interface TradeSubmitIn {
  registration: TradeRegistration;
  desk?: TradeDeskEntry;
}

export interface TradeSupplementIn {
  registration: TradeRegistration;
  application?: TermsFile;
}

export interface TradeSupplementOut {
  list: number;
  items: TradeWanted[];
  new_facts: string;
  asked_at: string;
  answered_at?: string;
}

export interface TradeTakerLine {
  organisation: string;
  code: string;
  name: string;
  terms: string;
  number: number;
  taken_at: string;
}

export interface TradeTakerLinePage {
  items: TradeTakerLine[];
  next?: string;
}

export interface TradeTemplateList {
  items: GuidanceTemplate[];
}

export interface TradeTermsIn {
  terms: TermsTerms;
  signature: IdentitySignatureIn;
}

export interface TradeTermsLine {
  digest: string;
  number: number;
  signed_at: string;
  in_force_from?: string;
}

export interface TradeTermsLinePage {
  items: TradeTermsLine[];
  next?: string;
}

export interface TradeTermsOut {
  digest: string;
  terms: TermsTerms;
  certificate_digest: string;
  certificate: string;
  signature: string;
  signed_at: string;
  in_force_from?: string;
  compared_with?: string;
  differences: TermsDifference[];
}

export interface TradeTermsSignedOut {
  digest: string;
  number: number;
  findings: TradeFinding[];
}

export interface TradeTradeLine {
  id: string;
  title: string;
  owner: string;
  region: string;
  trade_class: string;
  procedure: string;
  tender_project_code: string;
  rounds: TradeRoundFacts[];
}

export interface TradeTradeLinePage {
  items: TradeTradeLine[];
  next?: string;
}

export interface TradeTradeOut {
  id: string;
  project: string;
  title: string;
  project_name: string;
  investment_code: string;
  project_code: string;
  tender_project_code: string;
  procedure: string;
  region: string;
  trade_class: string;
  method: "open" | "invited";
  centre: string;
  owner: TradePartyOut;
  agent?: TradePartyOut;
  confirmation?: TradeConfirmation;
  rounds: TradeRoundFacts[];
  notes: GuidanceNote[];
  holds: TradeHold[];
  inside?: TradeInside;
  version: number;
  agents: TradeAgentOut[];
}

export interface TradeWanted {
  what: string;
  why: string;
  article: string;
}

export interface TradeWaysOut {
  online: number;
  desk: number;
  online_share: number;
}

export interface TradeWish {
  opening_at?: string;
  place: string;
  remark: string;
}

export interface TradeWithdrawalIn {
  reason: string;
}

export interface Operations {
  "POST /api/v1/session/challenges": { path: {}; query: {}; request: IdentityChallengeIn; response: IdentityChallengeOut };
  "POST /api/v1/session": { path: {}; query: {}; request: IdentitySignInIn; response: IdentitySignInOut };
  "GET /api/v1/session": { path: {}; query: {}; request: undefined; response: IdentitySessionOut };
  "DELETE /api/v1/session": { path: {}; query: { session?: string; }; request: undefined; response: IdentitySignedOutOut };
  "POST /api/v1/organisations": { path: {}; query: {}; request: IdentityRegistrationIn; response: IdentityRegistrationOut };
  "GET /api/v1/organisations/{organisation}": { path: { organisation: string; }; query: {}; request: undefined; response: IdentityOrganisationOut };
  "PUT /api/v1/organisations/{organisation}/kind": { path: { organisation: string; }; query: {}; request: IdentityRecogniseIn; response: IdentityOrganisationOut };
  "PUT /api/v1/organisations/{organisation}/name": { path: { organisation: string; }; query: {}; request: IdentityRenamingIn; response: IdentityOrganisationOut };
  "GET /api/v1/organisations/{organisation}/people": { path: { organisation: string; }; query: { after?: string; limit?: string; }; request: undefined; response: IdentityPersonOutPage };
  "POST /api/v1/organisations/{organisation}/people": { path: { organisation: string; }; query: {}; request: IdentityPersonIn; response: IdentityPersonOut };
  "PUT /api/v1/organisations/{organisation}/people/{person}/roles": { path: { organisation: string; person: string; }; query: {}; request: IdentityRolesIn; response: IdentityPersonOut };
  "DELETE /api/v1/organisations/{organisation}/people/{person}": { path: { organisation: string; person: string; }; query: {}; request: undefined; response: IdentityPersonOut };
  "GET /api/v1/organisations/{organisation}/certificates": { path: { organisation: string; }; query: { after?: string; limit?: string; }; request: undefined; response: IdentityCertificateOutPage };
  "POST /api/v1/organisations/{organisation}/certificates": { path: { organisation: string; }; query: {}; request: IdentityCertificateIn; response: IdentityCertificateOut };
  "POST /api/v1/organisations/{organisation}/certificates/{digest}/revocation": { path: { organisation: string; digest: string; }; query: {}; request: IdentityReasonIn; response: IdentityCertificateOut };
  "POST /api/v1/mandates": { path: {}; query: {}; request: IdentityMandateIn; response: IdentityMandateOut };
  "GET /api/v1/mandates": { path: {}; query: { after?: string; limit?: string; }; request: undefined; response: IdentityMandateOutPage };
  "GET /api/v1/mandates/{mandate}": { path: { mandate: string; }; query: {}; request: undefined; response: IdentityMandateOut };
  "POST /api/v1/mandates/{mandate}/revocation": { path: { mandate: string; }; query: {}; request: IdentityReasonIn; response: IdentityMandateOut };
  "GET /api/v1/anchors": { path: {}; query: { after?: string; limit?: string; }; request: undefined; response: IdentityAnchorOutPage };
  "POST /api/v1/anchors": { path: {}; query: {}; request: IdentityAnchorIn; response: IdentityAnchorOut };
  "POST /api/v1/anchors/{digest}/distrust": { path: { digest: string; }; query: {}; request: IdentityReasonIn; response: IdentityAnchorOut };
  "POST /api/v1/revocation-lists": { path: {}; query: {}; request: IdentityRevocationListIn; response: IdentityRevocationListOut };
  "POST /api/v1/demo/certificates": { path: {}; query: {}; request: CryptoPairRequest; response: IdentityDemonstrationPairOut };
  "GET /api/v1/demo/crl": { path: {}; query: { algorithm?: string; of?: string; }; request: undefined; response: string };
  "GET /api/v1/demo/anchors": { path: {}; query: {}; request: undefined; response: string };
  "GET /api/v1/audit/denials": { path: {}; query: { after?: string; limit?: string; }; request: undefined; response: IdentityDenialOutPage };
  "GET /api/v1/audit/commands": { path: {}; query: { after?: string; limit?: string; from?: string; until?: string; person?: string; }; request: undefined; response: AuditCommandOutPage };
  "POST /api/v1/trades": { path: {}; query: {}; request: TradeSubmitIn; response: TradeTradeOut };
  "GET /api/v1/trades": { path: {}; query: { region?: string; trade_class?: string; after?: string; limit?: string; }; request: undefined; response: TradeTradeLinePage };
  "GET /api/v1/trades/{trade}": { path: { trade: string; }; query: {}; request: undefined; response: TradeTradeOut };
  "POST /api/v1/trades/{trade}/supplement-lists": { path: { trade: string; }; query: {}; request: TradeAskIn; response: TradeTradeOut };
  "PUT /api/v1/trades/{trade}/registration": { path: { trade: string; }; query: {}; request: TradeSupplementIn; response: TradeTradeOut };
  "POST /api/v1/trades/{trade}/registration": { path: { trade: string; }; query: {}; request: TradeConfirmation; response: TradeTradeOut };
  "PUT /api/v1/trades/{trade}/agent": { path: { trade: string; }; query: {}; request: TradeAgentIn; response: TradeTradeOut };
  "POST /api/v1/trades/{trade}/withdrawal": { path: { trade: string; }; query: {}; request: TradeWithdrawalIn; response: TradeTradeOut };
  "GET /api/v1/trades/{trade}/papers/{file}": { path: { trade: string; file: string; }; query: {}; request: undefined; response: string };
  "GET /api/v1/registrations/ways": { path: {}; query: { from?: string; to?: string; }; request: undefined; response: TradeWaysOut };
  "GET /api/v1/registrations/overdue": { path: {}; query: { after?: string; limit?: string; }; request: undefined; response: TradeOverdueRegistrationPage };
  "POST /api/v1/trades/{trade}/terms": { path: { trade: string; }; query: {}; request: TradeTermsIn; response: TradeTermsSignedOut };
  "GET /api/v1/trades/{trade}/terms": { path: { trade: string; }; query: { after?: string; limit?: string; }; request: undefined; response: TradeTermsLinePage };
  "GET /api/v1/trades/{trade}/terms/{digest}": { path: { trade: string; digest: string; }; query: {}; request: undefined; response: TradeTermsOut };
  "GET /api/v1/trades/{trade}/terms/{digest}/print": { path: { trade: string; digest: string; }; query: {}; request: undefined; response: string };
  "GET /api/v1/trades/{trade}/terms/{digest}/comparison": { path: { trade: string; digest: string; }; query: {}; request: undefined; response: string };
  "GET /api/v1/trades/{trade}/terms/{digest}/files/{file}": { path: { trade: string; digest: string; file: string; }; query: {}; request: undefined; response: string };
  "GET /api/v1/trades/{trade}/takers": { path: { trade: string; }; query: { after?: string; limit?: string; }; request: undefined; response: TradeTakerLinePage };
  "PUT /api/v1/rounds/{round}/invitees": { path: { round: string; }; query: {}; request: TradeInviteesIn; response: TradeInviteesOut };
  "GET /api/v1/rounds/{round}/invitees": { path: { round: string; }; query: {}; request: undefined; response: TradeInviteesOut };
  "GET /api/v1/rounds/{round}/rules": { path: { round: string; }; query: {}; request: undefined; response: undefined };
  "GET /api/v1/rounds/{round}/rules/{digest}": { path: { round: string; digest: string; }; query: {}; request: undefined; response: undefined };
  "POST /api/v1/trades/{trade}/holds": { path: { trade: string; }; query: {}; request: TradeHoldIn; response: TradeHoldOut };
  "POST /api/v1/trades/{trade}/holds/{hold}/lifting": { path: { trade: string; hold: string; }; query: {}; request: TradeLiftIn; response: TradeHoldOut };
  "GET /api/v1/templates": { path: {}; query: {}; request: undefined; response: TradeTemplateList };
  "GET /api/v1/trades/{trade}/terms/{digest}/canonical.json": { path: { trade: string; digest: string; }; query: {}; request: undefined; response: undefined };
  "POST /api/v1/trades/{trade}/notices": { path: { trade: string; }; query: {}; request: NoticeDraftIn; response: NoticeNoticeOut };
  "PUT /api/v1/notices/{notice}": { path: { notice: string; }; query: {}; request: NoticeDraftIn; response: NoticeNoticeOut };
  "POST /api/v1/notices/{notice}/withdrawal": { path: { notice: string; }; query: {}; request: NoticeWithdrawIn; response: NoticeNoticeOut };
  "POST /api/v1/notices/{notice}/signature": { path: { notice: string; }; query: {}; request: NoticeSignIn; response: NoticeNoticeOut };
  "GET /api/v1/notices": { path: {}; query: { trade?: string; kind?: string; after?: string; limit?: string; }; request: undefined; response: NoticeNoticeLinePage };
  "GET /api/v1/notices/{notice}": { path: { notice: string; }; query: {}; request: undefined; response: NoticeNoticeOut };
  "GET /api/v1/taken-terms": { path: {}; query: { after?: string; limit?: string; }; request: undefined; response: NoticeTakenTermsPage };
  "GET /api/v1/intakes/{intake}/kit": { path: { intake: string; }; query: {}; request: undefined; response: BiddingSealingKit };
  "POST /api/v1/intakes/{intake}/keys": { path: { intake: string; }; query: {}; request: BiddingKeyIn; response: BiddingKeyOut };
  "POST /api/v1/intakes/{intake}/keys/test": { path: { intake: string; }; query: {}; request: BiddingTestAnswerIn; response: BiddingKeyTestedOut };
  "POST /api/v1/intakes/{intake}/submissions": { path: { intake: string; }; query: {}; request: undefined; response: BiddingSubmissionView };
  "GET /api/v1/submissions/{submission}": { path: { submission: string; }; query: {}; request: undefined; response: BiddingSubmissionView };
  "POST /api/v1/submissions/{submission}/versions": { path: { submission: string; }; query: {}; request: BiddingSubmitIn; response: BiddingSubmitted };
  "POST /api/v1/submissions/{submission}/withdrawal": { path: { submission: string; }; query: {}; request: BiddingWithdrawIn; response: BiddingSubmitted };
  "GET /api/v1/submissions/{submission}/receipts/{message}": { path: { submission: string; message: string; }; query: {}; request: undefined; response: BiddingSignedReceipt };
  "GET /api/v1/timestamp-anchors": { path: {}; query: { after?: string; limit?: string; }; request: undefined; response: BiddingTimestampAnchorPage };
  "GET /api/v1/certificate-warnings": { path: {}; query: { after?: string; limit?: string; }; request: undefined; response: BiddingCertificateWarningPage };
  "GET /api/v1/banks": { path: {}; query: { after?: string; limit?: string; }; request: undefined; response: DepositBankOutPage };
  "POST /api/v1/intakes/{intake}/deposit/account": { path: { intake: string; }; query: {}; request: DepositPayerIn; response: DepositDepositView };
  "GET /api/v1/intakes/{intake}/deposit": { path: { intake: string; }; query: {}; request: undefined; response: DepositDepositView };
  "POST /api/v1/intakes/{intake}/deposit/guarantees": { path: { intake: string; }; query: {}; request: DepositGuaranteeIn; response: DepositDepositView };
  "POST /api/v1/intakes/{intake}/deposit/instruments": { path: { intake: string; }; query: {}; request: DepositInstrumentIn; response: DepositInstrumentOut };
  "GET /api/v1/intakes/{intake}/deposits": { path: { intake: string; }; query: { after?: string; limit?: string; }; request: undefined; response: DepositDepositLinePage };
  "POST /api/v1/intakes/{intake}/deposits/choice": { path: { intake: string; }; query: {}; request: DepositChoiceIn; response: DepositChoiceView };
  "POST /api/v1/bank/bookings": { path: {}; query: {}; request: DepositBookingIn; response: DepositBookingOut };
  "GET /api/v1/bank/refunds": { path: {}; query: { state?: string; after?: string; limit?: string; }; request: undefined; response: DepositRefundOrderPage };
  "POST /api/v1/bank/refunds/{refund}/reports": { path: { refund: string; }; query: {}; request: DepositRefundIn; response: DepositRefundOrder };
  "GET /api/v1/refunds/overdue": { path: {}; query: { after?: string; limit?: string; }; request: undefined; response: DepositOverdueRefundPage };
  "POST /api/v1/refunds/{refund}/handing-back": { path: { refund: string; }; query: {}; request: DepositHandedBackIn; response: DepositRefundOrder };
  "POST /api/v1/trades/{trade}/questions": { path: { trade: string; }; query: {}; request: BiddingAskIn; response: BiddingQuestionOut };
  "GET /api/v1/trades/{trade}/questions": { path: { trade: string; }; query: { state?: string; after?: string; limit?: string; }; request: undefined; response: BiddingQuestionOutPage };
  "GET /api/v1/trades/{trade}/questions/own": { path: { trade: string; }; query: { after?: string; limit?: string; }; request: undefined; response: BiddingQuestionOutPage };
  "GET /api/v1/trades/{trade}/answers": { path: { trade: string; }; query: { after?: string; limit?: string; }; request: undefined; response: BiddingPublishedAnswerPage };
  "GET /api/v1/intakes/{intake}/closing": { path: { intake: string; }; query: {}; request: undefined; response: OpeningClosing };
  "POST /api/v1/intakes/{intake}/closing/signatures": { path: { intake: string; }; query: {}; request: OpeningCloserSignature; response: OpeningWitnessedOut };
  "GET /api/v1/intakes/{intake}/headers": { path: { intake: string; }; query: {}; request: undefined; response: OpeningHeadersToAnswer };
  "POST /api/v1/intakes/{intake}/answers": { path: { intake: string; }; query: {}; request: OpeningAnswersIn; response: OpeningAnsweredOut };
  "GET /api/v1/intakes/{intake}/opening": { path: { intake: string; }; query: {}; request: undefined; response: OpeningOpeningView };
  "GET /api/v1/intakes/{intake}/evidence": { path: { intake: string; }; query: {}; request: undefined; response: OpeningEvidence };
  "GET /api/v1/intakes/{intake}/envelopes/{envelope}": { path: { intake: string; envelope: string; }; query: {}; request: undefined; response: string };
  "GET /api/v1/intakes/{intake}/evidence/whole": { path: { intake: string; }; query: {}; request: undefined; response: OpeningEvidence };
  "GET /api/v1/intakes/{intake}/evidence/whole/envelopes/{envelope}": { path: { intake: string; envelope: string; }; query: {}; request: undefined; response: string };
  "GET /api/v1/intakes/{intake}/unsealing": { path: { intake: string; }; query: {}; request: undefined; response: OpeningOwnUnsealing };
  "POST /api/v1/intakes/{intake}/proofs": { path: { intake: string; }; query: {}; request: OpeningProofsIn; response: OpeningOwnUnsealing };
  "POST /api/v1/intakes/{intake}/secrets": { path: { intake: string; }; query: {}; request: OpeningSecretsIn; response: OpeningOwnUnsealing };
  "GET /api/v1/intakes/{intake}/unopened": { path: { intake: string; }; query: {}; request: undefined; response: OpeningUnopenedBids };
  "POST /api/v1/intakes/{intake}/causes": { path: { intake: string; }; query: {}; request: OpeningCauseIn; response: OpeningRecordedCause };
  "POST /api/v1/intakes/{intake}/claims": { path: { intake: string; }; query: {}; request: OpeningClaimIn; response: OpeningRecordedClaim };
  "GET /api/v1/intakes/{intake}/evidence-files/{file}": { path: { intake: string; file: string; }; query: {}; request: undefined; response: string };
  "POST /api/v1/intakes/{intake}/window": { path: { intake: string; }; query: {}; request: OpeningWindowIn; response: OpeningWindowOut };
  "GET /api/v1/openings": { path: {}; query: { day?: string; after?: string; limit?: string; }; request: undefined; response: HallOpeningLinePage };
  "GET /api/v1/intakes/{intake}/session": { path: { intake: string; }; query: {}; request: undefined; response: HallSessionView };
  "GET /api/v1/intakes/{intake}/session/stream": { path: { intake: string; }; query: {}; request: undefined; response: string };
  "GET /api/v1/intakes/{intake}/record.json": { path: { intake: string; }; query: { version?: string; }; request: undefined; response: HallRecordOut };
  "GET /api/v1/intakes/{intake}/record": { path: { intake: string; }; query: { version?: string; }; request: undefined; response: string };
  "POST /api/v1/intakes/{intake}/attendance": { path: { intake: string; }; query: {}; request: HallAttendIn; response: HallAttendanceOut };
  "GET /api/v1/intakes/{intake}/attendance": { path: { intake: string; }; query: {}; request: undefined; response: HallAttendanceOut };
  "POST /api/v1/intakes/{intake}/objections": { path: { intake: string; }; query: {}; request: HallObjectionIn; response: HallRecordObjection };
  "POST /api/v1/intakes/{intake}/objections/{objection}/answer": { path: { intake: string; objection: string; }; query: {}; request: HallObjectionAnswerIn; response: HallRecordObjection };
  "POST /api/v1/intakes/{intake}/session/signing": { path: { intake: string; }; query: {}; request: HallSigningIn; response: HallSessionView };
  "POST /api/v1/intakes/{intake}/session/signatures": { path: { intake: string; }; query: {}; request: HallRecordSignatureIn; response: HallSessionView };
  "POST /api/v1/intakes/{intake}/session/refusals": { path: { intake: string; }; query: {}; request: HallRefusalIn; response: HallSessionView };
  "POST /api/v1/intakes/{intake}/session/end": { path: { intake: string; }; query: {}; request: undefined; response: HallSessionView };
  "GET /api/v1/changes": { path: {}; query: { after?: string; limit?: string; trade?: string; }; request: undefined; response: FeedChangePage };
  "GET /api/v1/changes/stream": { path: {}; query: {}; request: undefined; response: string };
  "GET /api/v1/clock": { path: {}; query: {}; request: undefined; response: AppClockOut };
  "POST /api/v1/clock": { path: {}; query: {}; request: AppClockIn; response: AppClockOut };
  "POST /api/v1/erasures": { path: {}; query: {}; request: AppErasureIn; response: AppErasureOut };
  "POST /api/v1/uploads": { path: {}; query: {}; request: HttpBeginUpload; response: HttpUploadView };
  "GET /api/v1/uploads/{upload}": { path: { upload: string; }; query: {}; request: undefined; response: HttpUploadView };
  "PUT /api/v1/uploads/{upload}/bytes": { path: { upload: string; }; query: { offset?: string; }; request: Blob; response: HttpUploadView };
  "GET /api/v1/templates/works-open-tender.json": { path: {}; query: {}; request: undefined; response: undefined };
  "GET /api/v1/openapi.json": { path: {}; query: {}; request: undefined; response: undefined };
}
