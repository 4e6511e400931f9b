// What Glue's operations take: names, types and limits from botocore's model.
#include "tests/sandbox/glue/glue.h"

namespace lakeform::sandbox::glue {

const char* const kShapes = R"(
CreateDatabase: CatalogId str(1,255), DatabaseInput! DatabaseInput, Tags {str(0,256)}
GetDatabase: CatalogId str(1,255), Name! str(1,255)
UpdateDatabase: CatalogId str(1,255), Name! str(1,255), DatabaseInput! DatabaseInput
DeleteDatabase: CatalogId str(1,255), Name! str(1,255)
GetDatabases: CatalogId str(1,255), NextToken str, MaxResults int, ResourceShareType FOREIGN|ALL|FEDERATED,
   AttributesToGet [NAME|TARGET_DATABASE]
CreateTable: CatalogId str(1,255), DatabaseName! str(1,255), Name str(1,255), TableInput TableInput,
   PartitionIndexes [PartitionIndex], TransactionId str(1,255), OpenTableFormatInput OpenTableFormatInput
GetTable: CatalogId str(1,255), DatabaseName! str(1,255), Name! str(1,255), TransactionId str(1,255), QueryAsOfTime time,
   AuditContext AuditContext, IncludeStatusDetails bool, AttributesToGet [NAME|TABLE_TYPE|DEFAULT|LATEST_ICEBERG_METADATA]
UpdateTable: CatalogId str(1,255), DatabaseName! str(1,255), Name str(1,255), TableInput TableInput, SkipArchive bool,
   TransactionId str(1,255), VersionId str(1,255), ViewUpdateAction ADD|REPLACE|ADD_OR_REPLACE|DROP, Force bool,
   UpdateOpenTableFormatInput UpdateOpenTableFormatInput
DeleteTable: CatalogId str(1,255), DatabaseName! str(1,255), Name! str(1,255), TransactionId str(1,255)
BatchDeleteTable: CatalogId str(1,255), DatabaseName! str(1,255), TablesToDelete! [str(1,255)], TransactionId str(1,255)
GetTables: CatalogId str(1,255), DatabaseName! str(1,255), Expression str(0,2048), NextToken str, MaxResults int,
   TransactionId str(1,255), QueryAsOfTime time, AuditContext AuditContext, ResourceShareType FEDERATED|ALL,
   IncludeStatusDetails bool, AttributesToGet [NAME|TABLE_TYPE|DEFAULT|LATEST_ICEBERG_METADATA]
GetTableVersions: CatalogId str(1,255), DatabaseName! str(1,255), TableName! str(1,255), NextToken str, MaxResults int,
   AuditContext AuditContext
GetPartitionIndexes: CatalogId str(1,255), DatabaseName! str(1,255), TableName! str(1,255), NextToken str
CreatePartitionIndex: CatalogId str(1,255), DatabaseName! str(1,255), TableName! str(1,255), PartitionIndex! PartitionIndex
DeletePartitionIndex: CatalogId str(1,255), DatabaseName! str(1,255), TableName! str(1,255), IndexName! str(1,255)
CreatePartition: CatalogId str(1,255), DatabaseName! str(1,255), TableName! str(1,255), PartitionInput! PartitionInput
BatchCreatePartition: CatalogId str(1,255), DatabaseName! str(1,255), TableName! str(1,255), PartitionInputList! [PartitionInput]
GetPartition: CatalogId str(1,255), DatabaseName! str(1,255), TableName! str(1,255), PartitionValues! [str(1,1024)],
   AuditContext AuditContext
GetPartitions: CatalogId str(1,255), DatabaseName! str(1,255), TableName! str(1,255), Expression str(0,2048), NextToken str,
   Segment Segment, MaxResults int, ExcludeColumnSchema bool, TransactionId str(1,255), QueryAsOfTime time,
   AuditContext AuditContext
UpdatePartition: CatalogId str(1,255), DatabaseName! str(1,255), TableName! str(1,255), PartitionValueList! [str(1,1024)],
   PartitionInput! PartitionInput
DeletePartition: CatalogId str(1,255), DatabaseName! str(1,255), TableName! str(1,255), PartitionValues! [str(1,1024)]
BatchDeletePartition: CatalogId str(1,255), DatabaseName! str(1,255), TableName! str(1,255),
   PartitionsToDelete! [PartitionValueList]
GetTags: ResourceArn! str(1,10240)
TagResource: ResourceArn! str(1,10240), TagsToAdd! {str(0,256)}
UntagResource: ResourceArn! str(1,10240), TagsToRemove! [str(1,128)]
DatabaseInput: Name! str(1,255), Description str(0,2048), LocationUri str(1,1024), Parameters {str(0,512000)},
   CreateTableDefaultPermissions [PrincipalPermissions], TargetDatabase DatabaseIdentifier, FederatedDatabase FederatedDatabase
TableInput: Name! str(1,255), Description str(0,2048), Owner str(1,255), LastAccessTime time, LastAnalyzedTime time, Retention int,
   StorageDescriptor StorageDescriptor, PartitionKeys [Column], ViewOriginalText str(0,409600), ViewExpandedText str(0,409600),
   TableType str(0,255), Parameters {str(0,512000)}, TargetTable TableIdentifier, FederatedTable FederatedTable,
   ViewDefinition ViewDefinitionInput
PartitionIndex: Keys! [str(1,255)], IndexName! str(1,255)
OpenTableFormatInput: IcebergInput IcebergInput
AuditContext: AdditionalAuditContext str(0,2048), RequestedColumns [str(1,1024)], AllColumnsRequested bool
UpdateOpenTableFormatInput: UpdateIcebergInput UpdateIcebergInput
PartitionInput: Values [str(1,1024)], LastAccessTime time, StorageDescriptor StorageDescriptor, Parameters {str(0,512000)},
   LastAnalyzedTime time
Segment: SegmentNumber! int, TotalSegments! int
PartitionValueList: Values! [str(1,1024)]
PrincipalPermissions: Principal DataLakePrincipal,
   Permissions [ALL|SELECT|ALTER|DROP|DELETE|INSERT|CREATE_DATABASE|CREATE_TABLE|DATA_LOCATION_ACCESS]
DatabaseIdentifier: CatalogId str(1,255), DatabaseName str(1,255), Region str(1,255)
FederatedDatabase: Identifier str(1,512), ConnectionName str(1,255), ConnectionType str(1,255)
StorageDescriptor: Columns [Column], Location str(0,2056), AdditionalLocations [str(0,2056)], InputFormat str(0,128),
   OutputFormat str(0,128), Compressed bool, NumberOfBuckets int, SerdeInfo SerDeInfo, BucketColumns [str(1,255)],
   SortColumns [Order], Parameters {str(0,512000)}, SkewedInfo SkewedInfo, StoredAsSubDirectories bool,
   SchemaReference SchemaReference
Column: Name! str(1,255), Type str(0,131072), Comment str(0,255), Parameters {str(0,512000)}
TableIdentifier: CatalogId str(1,255), DatabaseName str(1,255), Name str(1,255), Region str(1,255)
FederatedTable: Identifier str(1,512), DatabaseIdentifier str(1,512), ConnectionName str(1,255), ConnectionType str(1,255)
ViewDefinitionInput: IsProtected bool, IsManaged bool, Definer str(20,2048), Representations [ViewRepresentationInput],
   ViewVersionId int, ViewVersionToken str(1,255), RefreshSeconds int, LastRefreshType FULL|INCREMENTAL, SubObjects [str(20,2048)],
   SubObjectVersionIds [int], SubObjectsStatistics [SubObjectStatistics], SparkPipelineInfo {str(0,2048)}
IcebergInput: MetadataOperation! str, Version str(1,255), CreateIcebergTableInput CreateIcebergTableInput
UpdateIcebergInput: UpdateIcebergTableInput! UpdateIcebergTableInput
DataLakePrincipal: DataLakePrincipalIdentifier str(1,255)
SerDeInfo: Name str(1,255), SerializationLibrary str(1,255), Parameters {str(0,512000)}
Order: Column! str(1,255), SortOrder! int
SkewedInfo: SkewedColumnNames [str(1,255)], SkewedColumnValues [str], SkewedColumnValueLocationMaps {str}
SchemaReference: SchemaId SchemaId, SchemaVersionId str(36,36), SchemaVersionNumber int
ViewRepresentationInput: Dialect REDSHIFT|ATHENA|SPARK, DialectVersion str(1,255), ViewOriginalText str(0,409600),
   ValidationConnection str(1,255), ViewExpandedText str(0,409600)
SubObjectStatistics: SourceType HIVE_PARQUET|HIVE_ORC|HIVE_CSV|HIVE_JSON|PLAIN_PARQUET|ICEBERG, GlueVersionId str,
   PartitionCount int, FileCount int, TotalFileBytes int
CreateIcebergTableInput: Location! str(0,2056), Schema! IcebergSchema, PartitionSpec IcebergPartitionSpec,
   WriteOrder IcebergSortOrder, Properties {str}
UpdateIcebergTableInput: Updates! [IcebergTableUpdate]
SchemaId: SchemaArn str(1,10240), SchemaName str(1,255), RegistryName str(1,255)
IcebergSchema: SchemaId int, IdentifierFieldIds [int], Type str, Fields! [IcebergStructField]
IcebergPartitionSpec: Fields! [IcebergPartitionField], SpecId int
IcebergSortOrder: OrderId! int, Fields! [IcebergSortField]
IcebergTableUpdate: Schema! IcebergSchema, PartitionSpec IcebergPartitionSpec, SortOrder IcebergSortOrder, Location! str(0,2056),
   Properties {str},
   Action add-schema|set-current-schema|add-spec|set-default-spec|add-sort-order|set-default-sort-order|set-location|set-properties|remove-properties|add-encryption-key|remove-encryption-key,
   EncryptionKey IcebergEncryptedKey, KeyId str(0,2056)
IcebergStructField: Id! int, Name! str(1,1024), Type! any, Required! bool, Doc str(0,255), InitialDefault any, WriteDefault any
IcebergPartitionField: SourceId! int, Transform! str, Name! str(1,1024), FieldId int
IcebergSortField: SourceId! int, Transform! str, Direction! asc|desc, NullOrder! nulls-first|nulls-last
IcebergEncryptedKey: KeyId! str(0,2056), EncryptedKeyMetadata! str(0,2056), EncryptedById str(0,2056), Properties {str}
)";

const char* const kCrawlerShapes = R"(
CreateCrawler: Name! str(1,255), Role! str, DatabaseName str, Description str(0,2048), Targets! CrawlerTargets, Schedule str,
   Classifiers [str(1,255)], TablePrefix str(0,128), SchemaChangePolicy SchemaChangePolicy, RecrawlPolicy RecrawlPolicy,
   LineageConfiguration LineageConfiguration, LakeFormationConfiguration LakeFormationConfiguration, Configuration str,
   CrawlerSecurityConfiguration str(0,128), Tags {str(0,256)}, CatalogId str(1,255)
GetCrawler: Name! str(1,255)
UpdateCrawler: Name! str(1,255), Role str, DatabaseName str, Description str(0,2048), Targets CrawlerTargets, Schedule str,
   Classifiers [str(1,255)], TablePrefix str(0,128), SchemaChangePolicy SchemaChangePolicy, RecrawlPolicy RecrawlPolicy,
   LineageConfiguration LineageConfiguration, LakeFormationConfiguration LakeFormationConfiguration, Configuration str,
   CrawlerSecurityConfiguration str(0,128), CatalogId str(1,255)
DeleteCrawler: Name! str(1,255)
GetCrawlers: MaxResults int, NextToken str
ListCrawlers: MaxResults int, NextToken str, Tags {str(0,256)}
BatchGetCrawlers: CrawlerNames! [str(1,255)]
StartCrawler: Name! str(1,255)
StopCrawler: Name! str(1,255)
StartCrawlerSchedule: CrawlerName! str(1,255)
StopCrawlerSchedule: CrawlerName! str(1,255)
UpdateCrawlerSchedule: CrawlerName! str(1,255), Schedule str
GetCrawlerMetrics: CrawlerNameList [str(1,255)], MaxResults int, NextToken str
CrawlerTargets: S3Targets [S3Target], JdbcTargets [JdbcTarget], MongoDBTargets [MongoDBTarget], DynamoDBTargets [DynamoDBTarget],
   CatalogTargets [CatalogTarget], DeltaTargets [DeltaTarget], IcebergTargets [IcebergTarget], HudiTargets [HudiTarget]
SchemaChangePolicy: UpdateBehavior LOG|UPDATE_IN_DATABASE, DeleteBehavior LOG|DELETE_FROM_DATABASE|DEPRECATE_IN_DATABASE
RecrawlPolicy: RecrawlBehavior CRAWL_EVERYTHING|CRAWL_NEW_FOLDERS_ONLY|CRAWL_EVENT_MODE
LineageConfiguration: CrawlerLineageSettings ENABLE|DISABLE
LakeFormationConfiguration: UseLakeFormationCredentials bool, AccountId str(0,12)
S3Target: Path str, Exclusions [str], ConnectionName str, SampleSize int, EventQueueArn str, DlqEventQueueArn str
JdbcTarget: ConnectionName str, Path str, Exclusions [str], EnableAdditionalMetadata [COMMENTS|RAWTYPES]
MongoDBTarget: ConnectionName str, Path str, ScanAll bool
DynamoDBTarget: Path str, scanAll bool, scanRate num
CatalogTarget: DatabaseName! str(1,255), Tables! [str(1,255)], ConnectionName str, EventQueueArn str, DlqEventQueueArn str
DeltaTarget: DeltaTables [str], ConnectionName str, WriteManifest bool, CreateNativeDeltaTable bool
IcebergTarget: Paths [str], ConnectionName str, Exclusions [str], MaximumTraversalDepth int
HudiTarget: Paths [str], ConnectionName str, Exclusions [str], MaximumTraversalDepth int
)";

}  // namespace lakeform::sandbox::glue
