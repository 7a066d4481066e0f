//! Arguments, with the help texts users see.

use clap::{Args, Parser, Subcommand, ValueEnum};
use jixiao_check::Severity;
use std::path::PathBuf;

/// 绩效自评材料的读取、重算与核查
#[derive(Debug, Parser)]
#[command(
    name = "jixiao",
    version,
    about,
    disable_help_subcommand = true,
    after_help = "退出码：0 未发现问题；1 发现问题；2 有文件无法读取或参数有误。\n\
                  示例：jixiao check 自评材料/ --format xlsx --output 问题清单.xlsx"
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// 核查自评材料：读取、重算并逐项列出问题
    Check(CheckArgs),
    /// 只读取：按结构输出每张表、每个数的内容和位置
    Read(ReadArgs),
    /// 重算得分，并逐项说明依据
    Score(ScoreArgs),
    /// 列出核查规则，或说明某一条规则
    Rule(RuleArgs),
    /// 列出计分规则，或展开某一套规则的全部参数和出处
    Regulation(RegulationArgs),
    /// 验证公开文件的签封：是否被改动、由谁签发
    Verify(VerifyArgs),
    /// 启动绩效管理应用（浏览器访问）
    Serve(ServeArgs),
    /// 以一套完整的示例单位和数据启动，供试用
    Demo(DemoArgs),
    /// 维护数据：备份、恢复、核验、密钥轮换、建立首批管理员
    #[command(subcommand)]
    Admin(AdminCommand),
    /// 生成命令行补全脚本
    Completions(CompletionsArgs),
    /// 生成 man 手册页
    #[command(hide = true)]
    Manual,
}

#[derive(Debug, Args)]
pub(crate) struct CheckArgs {
    /// 文件或目录（目录会逐级查找；“-”表示标准输入）
    #[arg(required = true, value_name = "FILE|DIR")]
    pub(crate) paths: Vec<PathBuf>,
    /// 输出格式
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    pub(crate) format: CheckFormat,
    #[command(flatten)]
    pub(crate) regulation: RegulationChoice,
    /// 只运行这些规则（代码、代码前缀或名称，逗号分隔）
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(crate) select: Vec<String>,
    /// 不运行这些规则
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(crate) ignore: Vec<String>,
    /// 低于此级别的问题不列出，也不影响退出码
    #[arg(long, value_enum, default_value_t = MinSeverity::Note)]
    pub(crate) min_severity: MinSeverity,
    /// 写入文件而不是标准输出
    #[arg(long, short, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ReadArgs {
    /// 文件或目录
    #[arg(required = true, value_name = "FILE|DIR")]
    pub(crate) paths: Vec<PathBuf>,
    /// 输出格式
    #[arg(long, value_enum, default_value_t = TextOrJson::Json)]
    pub(crate) format: TextOrJson,
    /// 写入文件而不是标准输出
    #[arg(long, short, value_name = "PATH")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct ScoreArgs {
    /// `jixiao read --format json` 的输出，或任何可读取的自评材料
    #[arg(value_name = "FILE")]
    pub(crate) path: PathBuf,
    #[command(flatten)]
    pub(crate) regulation: RegulationChoice,
    /// 输出格式
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
}

#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    /// 公开的文件（pdf、docx、xlsx、html、zip；“-”表示标准输入）
    #[arg(required = true, value_name = "FILE")]
    pub(crate) paths: Vec<PathBuf>,
    /// 受信任的公钥文件：每行一个公钥，为公开页面“签发密钥”所列的 130 位十六进制数
    #[arg(long, value_name = "PATH")]
    pub(crate) key: Option<PathBuf>,
    /// 输出格式
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
}

#[derive(Debug, Args)]
pub(crate) struct RuleArgs {
    /// 规则代码（JX302）或名称；省略则列出全部
    #[arg(value_name = "CODE")]
    pub(crate) code: Option<String>,
    /// 输出格式
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
}

#[derive(Debug, Args)]
pub(crate) struct RegulationArgs {
    /// 计分规则或节假日安排的编号（national-2020、calendar-2026）；省略则列出全部
    #[arg(value_name = "ID")]
    pub(crate) id: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct PlaceArgs {
    /// 数据目录：数据库文件、密钥文件
    #[arg(long, value_name = "DIR", default_value = "jixiao-data")]
    pub(crate) data: PathBuf,
    /// 数据库地址（postgres://用户@主机/库名）；省略则用数据目录中的 SQLite 文件
    #[arg(long, value_name = "URL", env = "JIXIAO_DATABASE", hide_env_values = true)]
    pub(crate) database: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    #[command(flatten)]
    pub(crate) place: PlaceArgs,
    /// 监听地址
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub(crate) listen: String,
    /// 浏览器不经 https 直接访问（仅限本机或内网）
    #[arg(long)]
    pub(crate) plain_http: bool,
    /// 受信任的反向代理的地址，可多次给出；仅采信其 X-Forwarded-For 以识别访问者地址
    #[arg(long, value_name = "IP")]
    pub(crate) trusted_proxy: Vec<std::net::IpAddr>,
    /// 字段密钥文件；省略则用数据目录中的 vault.key，首次启动时自动生成
    #[arg(long, value_name = "FILE")]
    pub(crate) keys: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// 数据目录；省略则用临时目录，停止后删除
    #[arg(long, value_name = "DIR")]
    pub(crate) data: Option<PathBuf>,
    /// 数据放大的倍数，供测速；50 为约一千个项目、十二个年度、三十万条指标
    #[arg(long, value_name = "N", default_value_t = 1, hide = true)]
    pub(crate) scale: u32,
    /// 只建立数据，不启动
    #[arg(long, hide = true, requires = "data")]
    pub(crate) prepare_only: bool,
    /// 监听地址
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub(crate) listen: String,
}

#[derive(Debug, Subcommand)]
pub(crate) enum AdminCommand {
    /// 核验审计日志的摘要链，以及附件和锁定内容的摘要
    Verify(PlaceArgs),
    /// 备份全部数据到一个文件（可在运行中进行）
    Backup(FileArgs),
    /// 把备份恢复到空数据库（SQLite 与 PostgreSQL 之间可互换）
    Restore(FileArgs),
    /// 用历年数据回测绩效目标的建议区间：按指标类别和已知年数列出覆盖率和宽度
    Backtest(BacktestArgs),
    /// 在空系统中建立系统管理员和安全管理员，密码随机生成并显示一次
    CreateAdministrator(CreateAdministratorArgs),
    /// 字段密钥：查看状态、轮换
    #[command(subcommand)]
    Keys(KeysCommand),
}

#[derive(Debug, Subcommand)]
pub(crate) enum KeysCommand {
    /// 列出密钥的指纹和各自加密的字段数
    Status(KeysArgs),
    /// 生成新密钥并分批重新加密；中断后再次运行即继续（须先停止服务）
    Rotate(KeysArgs),
}

#[derive(Debug, Args)]
pub(crate) struct KeysArgs {
    /// 字段密钥文件；省略则用数据目录中的 vault.key
    #[arg(long, value_name = "FILE")]
    pub(crate) keys: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) place: PlaceArgs,
}

#[derive(Debug, Args)]
pub(crate) struct BacktestArgs {
    /// 取哪一规则的区间参数（见 jixiao regulation）
    #[arg(long, value_name = "ID", default_value = "national-2020")]
    pub(crate) regulation: String,
    /// 输出格式
    #[arg(long, value_enum, default_value_t = TextOrJson::Text)]
    pub(crate) format: TextOrJson,
    #[command(flatten)]
    pub(crate) place: PlaceArgs,
}

#[derive(Debug, Args)]
pub(crate) struct FileArgs {
    /// 备份文件
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,
    #[command(flatten)]
    pub(crate) place: PlaceArgs,
}

#[derive(Debug, Args)]
pub(crate) struct CreateAdministratorArgs {
    /// 单位全称，如 江州市总工会
    #[arg(long, value_name = "NAME")]
    pub(crate) federation: String,
    /// 预算单位代码
    #[arg(long, value_name = "CODE")]
    pub(crate) code: String,
    /// 所在地区的六位行政区划代码，据此建议评分办法
    #[arg(long, value_name = "CODE", default_value = "")]
    pub(crate) region: String,
    /// 系统管理员姓名
    #[arg(long, value_name = "NAME")]
    pub(crate) system_name: String,
    /// 系统管理员登录名
    #[arg(long, value_name = "LOGIN")]
    pub(crate) system_login: String,
    /// 安全管理员姓名
    #[arg(long, value_name = "NAME")]
    pub(crate) security_name: String,
    /// 安全管理员登录名
    #[arg(long, value_name = "LOGIN")]
    pub(crate) security_login: String,
    #[command(flatten)]
    pub(crate) place: PlaceArgs,
}

#[derive(Debug, Args)]
pub(crate) struct CompletionsArgs {
    /// 命令行外壳
    #[arg(value_enum)]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, Args)]
pub(crate) struct RegulationChoice {
    /// 计分规则编号（见 jixiao regulation）
    #[arg(long, value_name = "ID")]
    pub(crate) regulation: Option<String>,
    /// 按此年度取全国计分规则
    #[arg(long, value_name = "Y", conflicts_with = "regulation")]
    pub(crate) year: Option<u16>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CheckFormat {
    /// 逐条说明，附原文、应填值、建议和依据
    Text,
    /// 每个问题一行
    Concise,
    /// jixiao.check/1
    Json,
    /// SARIF 2.1.0
    Sarif,
    /// Excel 问题清单
    Xlsx,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextOrJson {
    /// 供人阅读
    Text,
    /// 供程序读取
    Json,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MinSeverity {
    /// 全部
    Note,
    /// 警告和错误
    Warning,
    /// 只列错误
    Error,
}

impl From<MinSeverity> for Severity {
    fn from(least: MinSeverity) -> Self {
        match least {
            MinSeverity::Note => Self::Note,
            MinSeverity::Warning => Self::Warning,
            MinSeverity::Error => Self::Error,
        }
    }
}
