/// @file
/// Files of jobs.
#ifndef SENDGRID_ACCOUNTS_BULK_FILE_HPP
#define SENDGRID_ACCOUNTS_BULK_FILE_HPP

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <sendgrid_accounts.h>
#include <sendgrid_accounts/arguments.hpp>
#include <sendgrid_accounts/errors.hpp>
#include <sendgrid_accounts/inputs.hpp>

namespace sendgrid_accounts {

/// How a file of jobs is read.
struct BulkFileOptions {
    /// Meaning of an empty cell in a column of an update, such as the city of
    /// customers.update_profile. Default: none, and the file is refused if it has such a cell.
    std::optional<Empty> empty{};
    /// Character between cells: a punctuation character of ASCII or a tab. Default: the one of `,`,
    /// `;` and tab that the header has.
    std::optional<std::string> delimiter{};
};

/// Jobs of a CSV file, one for each row, which are read one by one, for Client::bulk().
///
///     for (const BulkResult &result : client.bulk(BulkFile("customers.csv", "customers.disable")))
///         use(result);
///
/// The first line names the columns: parameters of the operation, and optionally `key`,
/// `on_behalf_of` and `account_id`. The file is UTF-8. Items of a list are separated by `|`;
/// booleans are `true` or `false`, `yes` or `no`, `1` or `0`. An empty cell of an optional
/// parameter is a missing argument; for updates see BulkFileOptions::empty. If the file changes
/// while it is read, the last result has that error, and the jobs behind it are missing.
class BulkFile {
  public:
    /// Opens a file of jobs of one operation, and checks all of it; it sends nothing.
    /// @throws invalid_input_error with the field "file" if it cannot be read or has problems: the
    ///         message has the first 20 of them with their lines, and no secret
    BulkFile(std::string_view path, std::string_view operation,
             const BulkFileOptions &options = {}) {
        const auto c_path = detail::to_c(detail::Argument{"path", path});
        const auto c_operation = detail::to_c(detail::Argument{"operation", operation});
        sga_bulk_file_options c = SGA_BULK_FILE_OPTIONS_INIT;
        c.empty = options.empty ? static_cast<int>(*options.empty) : SGA_EMPTY_UNSET;
        c.delimiter = detail::to_c("delimiter", options.delimiter);
        sga_bulk_file *file = nullptr;
        detail::call(sga_bulk_file_open, c_path.c_str(), c_operation.c_str(), &c, &file);
        handle_.reset(file);
    }

    /// Number of jobs, also of those that were executed, for BulkOptions::total.
    /// @throws misuse_error after a move or a fork
    std::uint64_t count() const {
        std::uint64_t count = 0;
        detail::call(sga_bulk_file_count, handle_.get(), &count);
        return count;
    }
    /// The handle for functions of C; it still belongs to this object.
    const sga_bulk_file *get() const noexcept { return handle_.get(); }

  private:
    struct Free {
        void operator()(sga_bulk_file *file) const noexcept { sga_bulk_file_free(file); }
    };
    std::unique_ptr<sga_bulk_file, Free> handle_;
};

} // namespace sendgrid_accounts

#endif
